// SPDX-License-Identifier: Apache-2.0
// What can be seen wrong at the table at once. The server has the last word.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

export const plain = (text) => text.normalize("NFKC").replace(/[\s\-()]/g, "").toUpperCase();

// GB 11643: the last of eighteen digits follows from the others.
export function isResidentId(number) {
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return "10X98765432"[sum % 11] === number[17];
}

// Eleven digits in the mainland; elsewhere + (or 00), country and number.
export function isMobile(number) {
  const here = number.replace(/^(\+86|0086|86(?=1\d{10}$))/, "");
  return /^1[3-9]\d{9}$/.test(here) || /^(\+|00)[1-9]\d{6,14}$/.test(here);
}
