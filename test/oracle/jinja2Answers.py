"""Answers questions about templates with Python's own Jinja2.

A JSON array of `{"template", "context"}` (the context as JSON text) on each line of stdin; on stdout
an array of answers in the same order: `{"output"}`, `{"error", "line", "message"}` or, where Python
can't or shouldn't answer, `{"dropped"}` with the reason.
"""

import json
import re
import resource
import signal
import sys
import traceback
import warnings

import jinja2

MOST_MEMORY = 2 * 1024**3
SECONDS = 3
ADDRESS = re.compile(r"at[ _+-]*0x[0-9a-f]{6,}|bound method|built-in method", re.IGNORECASE)
environment = jinja2.Environment()


class TooLong(BaseException):
    pass


def give_up(*_):
    raise TooLong()


def failure(kind, error, line):
    if isinstance(error, (RecursionError, MemoryError)):
        return {"dropped": type(error).__name__}
    message = f"{type(error).__name__}: {error}"
    if "infinity" in message or "maximum recursion" in message or "integer string conversion" in message:
        return {"dropped": message[:80]}
    return {"error": kind, "line": line, "message": message[:400]}


def template_line(error):
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == "<template>"
    ]
    return lines[-1] if lines else None


def answer(question):
    try:
        template = environment.from_string(question["template"])
    except jinja2.TemplateSyntaxError as error:
        return failure("syntax", error, error.lineno)
    except Exception as error:
        return failure("syntax", error, None)
    try:
        output = template.render(json.loads(question["context"]))
    except Exception as error:
        return failure("runtime", error, template_line(error))
    if ADDRESS.search(output):
        return {"dropped": "prints an address"}
    return {"output": output}


def answer_in_time(question):
    try:
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        return answer(question)
    except TooLong:
        return {"dropped": "takes too long"}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


warnings.simplefilter("ignore")
signal.signal(signal.SIGALRM, give_up)
resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
for line in sys.stdin:
    print(json.dumps([answer_in_time(question) for question in json.loads(line)]), flush=True)
