"""The health check of a container: exit code 0 when its service is ready, or its worker works."""

import os
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

if sys.argv[1] == "worker":
    try:
        age = time.time() - Path(os.environ["SHIDRA_WORKER_HEARTBEAT_PATH"]).stat().st_mtime
    except FileNotFoundError:
        sys.exit("the worker has done nothing yet")
    sys.exit(0 if age < 60 else f"the worker last did something {age:.0f} s ago")

try:
    connection = HTTPConnection("127.0.0.1", int(os.environ["SHIDRA_PORT"]), timeout=4)
    connection.request("GET", f"/{sys.argv[1]}/health/ready")
    status = connection.getresponse().status
except (OSError, HTTPException) as error:
    sys.exit(f"not reached: {type(error).__name__}")
if status != 200:
    sys.exit(f"not ready: {status}")
