FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app

COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

COPY . .
# Collecting static files reads the settings, and never this key again.
RUN useradd --system --uid 10001 --home-dir /app site \
    && if ls locale/*/LC_MESSAGES/*.po >/dev/null 2>&1; then pybabel compile -D django -d locale; fi \
    && SECRET_KEY=build DEBUG=1 python manage.py collectstatic --no-input --verbosity 0 \
    && chown -R site var

USER site
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': __import__('os').environ['ALLOWED_HOSTS'].split(',')[0]}))"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000"]
