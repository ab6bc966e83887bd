# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, PERSONAL, PUBLIC, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration("nightschool.Term", PUBLIC, why="夜校期次"),
    Declaration("nightschool.ClassGroup", PUBLIC, why="大班次"),
    Declaration(
        "nightschool.Course", PUBLIC, why=_("课程和任课教师"), about=("teacher",), fields=("teacher_name",)
    ),
    Declaration("nightschool.Lesson", PUBLIC, why="每次课的时间地点"),
    Declaration("nightschool.LessonChange", INTERNAL, why="调课停课的经办人和原因", keeps="三年"),
    Declaration("nightschool.HoursChange", INTERNAL, why="调整上课时间的经办人和原因", keeps="三年"),
    Declaration(
        "nightschool.Rating",
        PERSONAL,
        why=_("学员对课程的评价；公开的只有平均分和匿名意见"),
        keeps=_("课程结束后三年"),
        erasure=_("断开与本人的关联后只保留分数"),
        fields=("person", "words"),
        lasts=(Lasts(("course__offer__ends_at", "course__offer__closes_at"), 3 * YEAR),),
    ),
]
