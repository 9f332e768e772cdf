"""Takes part in messages by what docs/messages.md says, with python3-qpid-proton and nothing of Weft.

outside_client.py send URL ADDRESS NUMBER...    one OrderPlaced of the key 17 each; the last one twice
outside_client.py receive URL ADDRESS COUNT     prints what it handles, one JSON a line, then leaves
"""
import json
import sys
import uuid

from proton import Message
from proton.handlers import MessagingHandler
from proton.reactor import Container

TYPE = "foodmart.orders.OrderPlaced"


def order_placed(event_id, number):
    return Message(
        id=event_id, durable=True, content_type="application/json", group_id="17",
        properties={
            "cloudEvents_specversion": "1.0", "cloudEvents_id": event_id,
            "cloudEvents_source": "/till", "cloudEvents_type": TYPE,
            "cloudEvents_dataschema": "urn:weft:%s:1" % TYPE,
            "cloudEvents_subject": "17"},
        body=json.dumps({"orderId": "17", "number": number}).encode())


class Sender(MessagingHandler):
    """Sends a key's messages one after the other, each after the one before was accepted."""

    def __init__(self, url, address, numbers):
        super().__init__()
        self.url, self.address = url, address
        events = [(str(uuid.uuid4()), int(number)) for number in numbers]
        self.waiting = events + events[-1:]

    def on_start(self, event):
        self.connection = event.container.connect(self.url, reconnect=False)
        self.sender = event.container.create_sender(self.connection, self.address)
        self.started = False

    def on_sendable(self, event):
        if not self.started:
            self.started = True
            self.send_next()

    def send_next(self):
        if self.waiting:
            self.sender.send(order_placed(*self.waiting.pop(0)))
        else:
            self.connection.close()

    def on_accepted(self, event):
        self.send_next()

    def on_rejected(self, event):
        sys.exit("rejected: %s" % event.delivery.remote.condition)


class Receiver(MessagingHandler):
    """Handles messages with a credit of its own and settles each after its effect."""

    def __init__(self, url, address, count):
        super().__init__(prefetch=0, auto_accept=False)
        self.url, self.address, self.left = url, address, int(count)

    def on_start(self, event):
        self.connection = event.container.connect(self.url, reconnect=False)
        self.receiver = event.container.create_receiver(self.connection, self.address)
        self.receiver.flow(2)

    def on_message(self, event):
        attributes = event.message.properties
        print(json.dumps({
            "specversion": attributes["cloudEvents_specversion"],
            "source": attributes["cloudEvents_source"],
            "type": attributes["cloudEvents_type"],
            "key": attributes["cloudEvents_subject"],
            "group": event.message.group_id,
            "data": json.loads(bytes(event.message.body))}), flush=True)
        self.accept(event.delivery)
        self.left -= 1
        if self.left:
            self.receiver.flow(1)
        else:
            self.connection.close()


if __name__ == "__main__":
    action, url, address = sys.argv[1:4]
    if action == "send":
        Container(Sender(url, address, sys.argv[4:])).run()
    else:
        Container(Receiver(url, address, sys.argv[4])).run()
