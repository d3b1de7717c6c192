"""The same requests by FastAPI, asyncpg and uvloop: the same statements with the same row of the audit log
in the same transaction, and the same token checked by its RSA signature.

    uvicorn --app-dir Benchmarks/Peers fastapi_peer:app …

PEER_STATEMENTS names a JSON file: the statements that heartly-server sent, with the places of their
parameters. What a person is may be kept, as the server keeps it; the database compares it.
"""

import contextlib
import datetime
import json
import os
import uuid

import asyncpg
import jwt
import orjson
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import Response

with open(os.environ["PEER_STATEMENTS"]) as file:
    STATEMENTS = json.load(file)
with open(os.environ["PEER_PUBLIC_KEY"]) as file:
    PUBLIC_KEY = file.read()



class Session(asyncpg.Connection):
    """One that goes back to the pool as it is: all that a request sets ends with its transaction, and the
    runtime role may not call pg_advisory_unlock_all()."""

    def get_reset_query(self):
        return ""


@contextlib.asynccontextmanager
async def lifespan(app):
    sessions = int(os.environ["PEER_SESSIONS"])
    # libpq's words, which asyncpg does not read.
    words = dict(word.split("=", 1) for word in os.environ["PEER_DATABASE"].split())
    app.state.pool = await asyncpg.create_pool(
        host=words["host"], port=int(words["port"]), user=words["user"],
        database=words["dbname"], min_size=sessions, max_size=sessions, command_timeout=8,
        connection_class=Session,
    )
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


class Caller:
    """Who asks, by a token that holds."""

    def __init__(self, claims):
        self.tenant = claims["tid"]
        self.user = claims["sub"]
        self.session = claims["sid"]
        self.secret = claims["sst"]


def caller(request: Request) -> Caller:
    header = request.headers.get("authorization", "")
    if not header.startswith("Bearer "):
        raise HTTPException(401)
    try:
        return Caller(
            jwt.decode(
                header[7:], PUBLIC_KEY, algorithms=["RS256"], audience="heartly", issuer="heartly"
            )
        )
    except jwt.InvalidTokenError:
        raise HTTPException(401)


def arguments(statement, values):
    return [values[slot] for slot in statement["arguments"]]


async def perform(name, caller, request, more):
    operation = STATEMENTS[name]
    values = {
        "tenant": caller.tenant, "user": caller.user, "session": caller.session,
        "secret": caller.secret, "request": str(uuid.uuid4()), "address": request.client.host,
        **more,
    }
    async with app.state.pool.acquire() as connection:
        async with connection.transaction():
            await connection.fetch(
                operation["context"]["text"], *arguments(operation["context"], values)
            )
            return await connection.fetch(
                operation["statement"]["text"], *arguments(operation["statement"], values)
            )


def moment(value):
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def client(row):
    return {
        "id": row["id"], "facilityId": row["facilityId"], "firstName": row["firstName"],
        "lastName": row["lastName"], "birthDate": row["birthDate"], "uci": row["uci"],
        "status": row["status"], "phone": row["phone"], "email": row["email"],
        "photo": row["photo"], "createdAt": moment(row["created_at"]),
        "updatedAt": moment(row["updated_at"]),
    }


def answer(document, status=200):
    return Response(
        orjson.dumps(document, default=str), status, {"Cache-Control": "no-store"},
        media_type="application/json",
    )


@app.get("/v1/clients/search")
async def search(q: str, request: Request, caller: Caller = Depends(caller)):
    rows = await perform("search", caller, request, {"term": q})
    return answer({"items": [client(row) for row in rows]})


@app.get("/v1/clients/{id}")
async def read(id: uuid.UUID, request: Request, caller: Caller = Depends(caller)):
    rows = await perform("read", caller, request, {"client": str(id)})
    if not rows:
        raise HTTPException(404)
    return answer(client(rows[0]))


@app.get("/v1/facilities/{id}/clients")
async def listing(id: uuid.UUID, request: Request, limit: int = 50, caller: Caller = Depends(caller)):
    rows = await perform("list", caller, request, {"facility": str(id)})
    if not rows or not rows[0]["isThere"]:
        raise HTTPException(404)
    shown = [row for row in rows if row["id"] is not None]
    return answer({
        "items": [client(row) for row in shown[:limit]],
        "next": str(shown[limit - 1]["id"]) if len(shown) > limit else None,
    })


@app.post("/v1/clients")
async def create(request: Request, caller: Caller = Depends(caller)):
    body = orjson.loads(await request.body())
    rows = await perform("create", caller, request, {
        "facility": body["facilityId"], "firstName": body["firstName"],
        "lastName": body["lastName"],
        "birthDate": datetime.date.fromisoformat(body["birthDate"]), "uci": body["uci"],
        "newClient": str(uuid.uuid4()),
    })
    return answer(client(rows[0]), 201)
