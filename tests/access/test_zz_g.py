import json, time, os, pathlib, cProfile, pstats
import pytest
from django.conf import settings as S
from tests.access.test_rights import *
from tests.access.test_rights import _walk
@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: roles[0])
def test_dump(roles, visitor, values, request, settings):
    from staffing import errors
    from django.http import HttpResponse
    if os.environ.get("FAST"):
        first = S.MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
        settings.MIDDLEWARE = [m for m in S.MIDDLEWARE[first:] if "zeal" not in m]
        errors.page = lambda request, status, **o: HttpResponse(status=status)
    for role in roles:
        browser = Visitor(visitor(role))
        named = dict(values)
        if role == "invited, not begun":
            ivy = request.getfixturevalue("invited")
            named |= {"public_id": ivy.invitation.public_id, "person": ivy.person.ref}
        t = time.process_time()
        pr = cProfile.Profile() if os.environ.get("PROF") == role else None
        if pr: pr.enable()
        seen, faults = _walk(browser, named)
        if pr:
            pr.disable(); pstats.Stats(pr).sort_stats("cumulative").print_stats(80)
        print("ROLE", role, round(time.process_time()-t,2), len(seen), faults[:5])
        pathlib.Path(f"/tmp/G/{role}.json").write_text(json.dumps([[*k, v] for k, v in seen.items()]))
