"""The health check of a service's container: exit code 0 when the service says that it is ready."""

import os
import sys
from http.client import HTTPConnection, HTTPException

try:
    connection = HTTPConnection("127.0.0.1", int(os.environ["SHIDRA_PORT"]), timeout=4)
    connection.request("GET", f"/{sys.argv[1]}/health/ready")
    status = connection.getresponse().status
except (OSError, HTTPException) as error:
    sys.exit(f"not reached: {type(error).__name__}")
if status != 200:
    sys.exit(f"not ready: {status}")
