"""Logs: one JSON object a line, without personal words, paths, queries or keys."""

import json
import logging
import time
import traceback
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from staffing.middleware import GetResponse

logger = logging.getLogger("staffing.requests")
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
OWN_LOGGERS = ("staffing.", "decisions.")
# What every record has; the rest was given as `extra`.
PLAIN_FIELDS = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")


class RequestLog:
    """Numbers each request and logs one line for it. The route is the URL pattern, never the path."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        token = current_request_id.set(request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            logger.info("request", extra=_request_fields(request, response, started))
        finally:
            current_request_id.reset(token)
        response.headers["X-Request-ID"] = request_id
        return response


def _request_fields(request: HttpRequest, response: HttpResponseBase, started: float) -> dict[str, Any]:
    match = request.resolver_match
    return {
        "method": request.method if request.method in METHODS else "other",
        "route": match.route if match else None,
        "status": response.status_code,
        "ms": round((time.perf_counter() - started) * 1000, 1),
    }


class JSONFormatter(logging.Formatter):
    """`{"time", "level", "logger", "message", "request"?, "error"?}` and what a message of ours adds.

    json.dumps escapes line breaks and everything outside ASCII, so one event is one line.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if request_id := current_request_id.get():
            line["request"] = request_id
        line |= _extra(record)
        if record.exc_info and record.exc_info[1]:
            line["error"] = _error(record.exc_info[1])
        return json.dumps(line, default=str)


def _message(record: logging.LogRecord) -> str:
    """Other libraries' messages may quote a path, a host or an address: of theirs, only the template."""
    if record.name.startswith((*OWN_LOGGERS, "django_tasks")):
        return record.getMessage()
    if record.name.startswith("django.security."):
        return "refused: " + record.name.rpartition(".")[2]
    return str(record.msg)


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    """Facts given with a message of our own. Django's would hold the request."""
    if not record.name.startswith(OWN_LOGGERS):
        return {}
    return {name: value for name, value in vars(record).items() if name not in PLAIN_FIELDS}


def _error(error: BaseException) -> dict[str, Any]:
    """The kind of error and where it arose. Its text may quote what a person typed, so it is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    at = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"kind": f"{type(error).__module__}.{type(error).__qualname__}", "at": at}
