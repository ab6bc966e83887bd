// SPDX-License-Identifier: Apache-2.0
// Finds the printed picture in one image of the camera and reads its code: a black frame around 8 × 8 cells, drawn by
// marker.py. No library: dark patches, their four corners, the cells seen straight, a check sum over four turns.

const CELLS = 8;
const SIDE = CELLS + 2; // with the frame
const SMALLEST = 24; // pixels a side

// Darker than what surrounds it: the mean of a square around each pixel, from a table of sums.
function darkPixels(grey, width, height) {
  const sums = new Uint32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, row = 0; x < width; x += 1) {
      row += grey[y * width + x];
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
    }
  }
  const reach = Math.max(8, width >> 3);
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - reach) * (width + 1);
    const low = Math.min(height, y + reach + 1) * (width + 1);
    const rows = (low - top) / (width + 1);
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum = sums[low + right] - sums[low + left] - sums[top + right] + sums[top + left];
      dark[y * width + x] = grey[y * width + x] * rows * (right - left) < sum * 0.85 ? 1 : 0;
    }
  }
  return dark;
}

// Patches of dark pixels that touch no edge. `dark` is used up.
function* patches(dark, width, height) {
  const queue = new Int32Array(width * height);
  for (let start = 0; start < dark.length; start += 1) {
    if (!dark[start]) continue;
    let [from, to, touches] = [0, 1, false];
    queue[0] = start;
    dark[start] = 0;
    while (from < to) {
      const at = queue[from];
      const x = at % width;
      from += 1;
      if (x === 0 || x === width - 1 || at < width || at >= width * (height - 1)) touches = true;
      else for (const next of [at - 1, at + 1, at - width, at + width]) {
        if (dark[next]) {
          dark[next] = 0;
          queue[to] = next;
          to += 1;
        }
      }
    }
    if (!touches && to > SMALLEST * 8) yield queue.subarray(0, to);
  }
}

function farthest(patch, width, distance) {
  let [best, found] = [-1, null];
  for (const at of patch) {
    const point = [at % width, Math.floor(at / width)];
    const far = distance(point);
    if (far > best) [best, found] = [far, point];
  }
  return found;
}

// The outermost points of a square seen askew: across, and across again.
function corners(patch, width) {
  const middle = [0, 0];
  for (const at of patch) {
    middle[0] += (at % width) / patch.length;
    middle[1] += Math.floor(at / width) / patch.length;
  }
  const from = (a) => (p) => (p[0] - a[0]) ** 2 + (p[1] - a[1]) ** 2;
  const first = farthest(patch, width, from(middle));
  const third = farthest(patch, width, from(first));
  const beside = (p) => (third[0] - first[0]) * (p[1] - first[1]) - (third[1] - first[1]) * (p[0] - first[0]);
  const second = farthest(patch, width, (p) => -beside(p));
  const fourth = farthest(patch, width, beside);
  if (!second || !fourth) return null;
  const across = Math.hypot(third[0] - first[0], third[1] - first[1]);
  const [up, down] = [-beside(second) / across, beside(fourth) / across];
  return Math.min(up, down) * 4 < across || across < SMALLEST ? null : [first, second, third, fourth];
}

// The map from the unit square to four corners (Heckbert 1989), as nine numbers.
export function view([p0, p1, p2, p3]) {
  const [dx1, dy1, dx2, dy2] = [p1[0] - p2[0], p1[1] - p2[1], p3[0] - p2[0], p3[1] - p2[1]];
  const [sx, sy] = [p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]];
  const whole = dx1 * dy2 - dx2 * dy1;
  const [g, h] = [(sx * dy2 - dx2 * sy) / whole, (dx1 * sy - sx * dy1) / whole];
  return [
    p1[0] - p0[0] + g * p1[0], p3[0] - p0[0] + h * p3[0], p0[0],
    p1[1] - p0[1] + g * p1[1], p3[1] - p0[1] + h * p3[1], p0[1],
    g, h, 1,
  ];
}

function cellsOf(grey, width, height, found) {
  const [a, b, c, d, e, f, g, h] = view(found);
  const light = [];
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const [u, v] = [(column + 0.5) / SIDE, (row + 0.5) / SIDE];
      const depth = g * u + h * v + 1;
      const x = Math.round((a * u + b * v + c) / depth);
      const y = Math.round((d * u + e * v + f) / depth);
      if (!(x > 0 && y > 0 && x < width - 1 && y < height - 1)) return null;
      let sum = 0;
      for (const step of [-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1]) sum += grey[y * width + x + step];
      light.push(sum / 9);
    }
  }
  const [darkest, lightest] = [Math.min(...light), Math.max(...light)];
  return lightest - darkest < 40 ? null : light.map((one) => (one < (darkest + lightest) / 2 ? 1 : 0));
}

function sum16(bytes) {
  let found = 0xffff;
  for (const byte of bytes) {
    found ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) found = ((found << 1) ^ (found & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return found;
}

const isFrame = (at) => at < SIDE || at >= SIDE * (SIDE - 1) || at % SIDE === 0 || at % SIDE === SIDE - 1;

// The code, and how many quarter turns to the right the picture lies; nothing when the check sum is wrong.
function codeIn(cells) {
  if (cells.filter((cell, at) => isFrame(at) && !cell).length > 2) return null;
  for (let turns = 0, grid = cells; turns < 4; turns += 1) {
    const bits = grid.filter((_cell, at) => !isFrame(at));
    const bytes = Array.from({ length: CELLS }, (_none, at) => parseInt(bits.slice(at * 8, at * 8 + 8).join(""), 2));
    if (sum16(bytes.slice(0, 6)) === bytes[6] * 256 + bytes[7]) {
      return { turns, code: bytes.slice(0, 6).map((byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase() };
    }
    const last = grid;
    grid = last.map((_cell, at) => last[(SIDE - 1 - (at % SIDE)) * SIDE + Math.floor(at / SIDE)]);
  }
  return null;
}

// What `find(image)` gives: the code, and the corners of the frame from the picture's own upper left on.
export function find({ data, width, height }) {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) grey[at] = (data[at * 4] * 77 + data[at * 4 + 1] * 150 + data[at * 4 + 2] * 29) >> 8;
  for (const patch of patches(darkPixels(grey, width, height), width, height)) {
    const found = corners(patch, width);
    const cells = found && cellsOf(grey, width, height, found);
    const read = cells && codeIn(cells);
    // One turn of the grid to the right brings what was the last corner to the front.
    if (read) return { code: read.code, corners: [0, 1, 2, 3].map((at) => found[(at + 4 - read.turns) % 4]) };
  }
  return null;
}
