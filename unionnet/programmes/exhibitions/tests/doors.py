# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.foundation.files.models import StoredFile
from unionnet.programmes.exhibitions.actions import ask_author, publish
from unionnet.programmes.exhibitions.models import Asking, Exhibition, Work
from unionnet.programmes.exhibitions.tests.makers import make_show, make_work

DOORS = """
/exhibitions/                                 GET       signed-in
/exhibitions/<on>/                            GET       signed-in
/exhibitions/<on>/works/<hung>                GET       signed-in
/exhibitions/asked/<asked>                    GET,POST  owner
/exhibitions/pictures/<picture>               GET       officer leader @ own parent
/desk/exhibitions/                            GET       officer leader
/desk/exhibitions/new                         GET,POST  officer
/desk/exhibitions/<show>/                     GET       officer leader @ own parent
/desk/exhibitions/<show>/edit                 GET,POST  officer @ own parent
/desk/exhibitions/<show>/works/               GET,POST  officer @ own parent
/desk/exhibitions/<show>/publication          POST      officer @ own parent
/desk/exhibitions/<show>/removal              POST      officer @ own parent
/desk/exhibitions/<show>/labels.pdf           GET       officer leader @ own parent
/desk/exhibitions/<show>/export               GET       officer leader @ own parent
/desk/exhibitions/works/<work>/               GET,POST  officer @ own parent
/desk/exhibitions/works/<work>/asking         POST      officer @ own parent
/desk/exhibitions/works/<work>/removal        POST      officer @ own parent
"""


def show(home: Home) -> Exhibition:
    """Not published yet."""
    known = Exhibition.objects.filter(organisation=home.union, published_at=None).first()
    return known or make_show(home.union, home.officer)


def work(home: Home) -> Work:
    known = Work.objects.filter(exhibition=show(home), asking=None).first()
    return known or make_work(show(home), home.officer)


def asked(home: Home) -> Asking:
    """The member is its author."""
    known = Asking.objects.filter(exhibition=show(home)).first()
    return known or ask_author(make_work(show(home), home.officer), home.member, by=home.officer)


def picture(home: Home) -> StoredFile:
    """Of a show that is not published yet."""
    return work(home).picture


def on(home: Home) -> Exhibition:
    """Published, for everybody."""
    known = Exhibition.objects.filter(organisation=home.union, published_at__isnull=False).first()
    if known:
        return known
    made = make_show(home.union, home.officer, is_for_all=True)
    make_work(made, home.officer)
    publish(made, by=home.officer)
    return made


def hung(home: Home) -> Work:
    return Work.objects.get(exhibition=on(home))
