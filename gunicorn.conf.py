"""How the site is served, in `make run` and in the container alike. gunicorn reads this file by its name."""

wsgi_app = "staffing.wsgi:application"
worker_class = "gthread"
workers = 2
threads = 4
# The slowest export must end within both.
timeout = 60
graceful_timeout = 60
# The site reads proxies' headers itself, and only as many as TRUSTED_PROXY_COUNT says.
forwarded_allow_ips = ""
control_socket_disable = True
preload_app = False
# One line a request comes from staffing.logs, as JSON and without paths.
accesslog = None
errorlog = "-"
loglevel = "warning"
