"""Python's Jinja2 as one of the bench's engines: see templateEngine.ts for what is asked."""

import json
import sys
import time

import jinja2

environment = jinja2.Environment(cache_size=0)


def rate(seconds, turn):
    counted(seconds, turn)
    return counted(seconds, turn)


def counted(seconds, turn):
    done = 0
    start = time.process_time()
    while True:
        done += turn()
        spent = time.process_time() - start
        if spent > seconds:
            return done / spent


def compile_rate(question):
    made = [0]

    def turn():
        made[0] += 1
        environment.from_string(question["template"] + "{# %d #}" % made[0])
        return 1

    return {"rate": rate(question["seconds"], turn)}


def render_rate(question):
    rows = [json.loads(row) for row in question["rows"]]
    template = environment.from_string(question["template"])

    def turn():
        for row in rows:
            template.render(row)
        return len(rows)

    return {"rate": rate(question["seconds"], turn)}


def first(question):
    row = json.loads(question["rows"][0])
    start = time.perf_counter()
    environment.from_string(question["template"]).render(row)
    return {"ms": (time.perf_counter() - start) * 1000}


def answers(question):
    def answer(case):
        try:
            return environment.from_string(case["template"]).render(json.loads(case["row"]))
        except Exception:
            return None

    return {"outputs": [answer(case) for case in question["cases"]]}


TASKS = {"compile": compile_rate, "render": render_rate, "first": first, "answers": answers}
for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps(TASKS[question["task"]](question)), flush=True)
