"""Proposals by a language model behind an endpoint that speaks OpenAI's protocol; asked only where a user names one."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from onetext.errors import UsageError

KEY = "ONETEXT_ENDPOINT_KEY"
SECONDS = 120
MOST_BYTES = 8 << 20
ASKED = """You mark who said what in a document. Answer with one JSON object {"proposals": [...]} and nothing else. Each proposal:
"start" and "end" (code points from 0, end excluded), "text" (the exact words there), "speaker" (as the document names them, or ""),
"kind" (quoted, block, turn, post, bracket or indirect). Mark only what somebody is said to have said. Do not judge, shorten or mend."""


def by_endpoint(text: str, url: str, model: str) -> list[Any]:
    """What the model proposes, as it says it; nothing of it is trusted. UsageError where the endpoint gives no such answer.

    The key is read from the environment variable `ONETEXT_ENDPOINT_KEY`; without one none is sent.
    """
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
        raise UsageError(f"no address: {url!r}; allowed: an address such as http://localhost:8080/v1")
    if not model:
        raise UsageError("the endpoint needs a model; allowed: --model NAME")
    messages = [{"role": "system", "content": ASKED}, {"role": "user", "content": text}]
    body = json.dumps({"model": model, "messages": messages, "temperature": 0}).encode()
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if (key := os.environ.get(KEY)) else {})
    try:
        with urlopen(Request(f"{url.rstrip('/')}/chat/completions", body, headers), timeout=SECONDS) as reply:
            told = json.loads(reply.read(MOST_BYTES))
        content = told["choices"][0]["message"]["content"]
        found = json.loads(content[content.index("{") : content.rindex("}") + 1])["proposals"]
    except (URLError, OSError) as wrong:
        raise UsageError(f"the endpoint does not answer: {getattr(wrong, 'reason', wrong)}; allowed: an endpoint that runs") from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise UsageError("the endpoint gives no list of proposals; allowed: a model that answers with the JSON it is asked for") from None
    if not isinstance(found, list):
        raise UsageError("the endpoint gives no list of proposals; allowed: a model that answers with the JSON it is asked for")
    return found
