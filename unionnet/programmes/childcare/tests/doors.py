# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.scope import everything
from unionnet.programmes.childcare.actions import list_pickup, put_on_duty
from unionnet.programmes.childcare.models import CareClass, Child, Pickup
from unionnet.programmes.childcare.tests.makers import make_child, make_class
from unionnet.programmes.childcare.tests.pictures import a_face

DOORS = """
/childcare/                                      GET       signed-in
/childcare/photos/<photo>                        GET       owner
/childcare/consent                               GET,POST  signed-in
/childcare/children/new                          GET,POST  signed-in
/childcare/children/<child>/                     GET       owner
/childcare/children/<child>/consent              GET,POST  owner
/childcare/children/<child>/care                 GET,POST  owner
/childcare/children/<child>/pickups              GET,POST  owner
/childcare/children/<child>/pickups/<pickup>/remove POST   owner
/childcare/classes/<care_class>/                 GET       signed-in @ own child
/childcare/classes/<care_class>/enter            POST      nobody
/childcare/classes/<care_class>/confirm          POST      nobody
/childcare/classes/<care_class>/leave            POST      nobody
/childcare/duty/<minded>/                        GET,POST  owner
/childcare/duty/<minded>/care                    GET       owner
/childcare/duty/<minded>/roll                    GET       owner
/desk/childcare/                                 GET       officer leader
/desk/childcare/classes.xlsx                     GET       officer leader
/desk/childcare/new                              GET,POST  officer
/desk/childcare/<care_class>/                    GET       officer leader @ own parent
/desk/childcare/<care_class>/duty                POST      officer @ own parent
/desk/childcare/<care_class>/relieve             POST      nobody
/desk/childcare/<care_class>/call-off            POST      officer @ own parent
/desk/childcare/<care_class>/roll                GET       officer leader @ own parent
/desk/childcare/<care_class>/roll.xlsx           GET       officer @ own parent
"""


def care_class(home: Home) -> CareClass:
    return make_class(home.union, home.officer)


def minded(home: Home) -> CareClass:
    """With the member on duty."""
    found = make_class(home.union, home.officer)
    put_on_duty(found, home.member, by=home.officer)
    return found


def child(home: Home) -> Child:
    return make_child(home.member)


@everything("a specimen")
def pickup(home: Home) -> str:
    found: str = Pickup.objects.filter(child=child(home)).earliest("pk").public_id
    return found


def photo(home: Home) -> StoredFile:
    found = list_pickup(
        child(home), "苗奶奶", Pickup.Relation.GRANDPARENT, "13900001111", by=home.member, photo=a_face()
    )
    if found.photo is None:
        raise AssertionError
    return found.photo
