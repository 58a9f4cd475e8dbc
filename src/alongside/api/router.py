"""The one router that reads and writes share: an address may have both."""

from ninja import Router

router = Router()
