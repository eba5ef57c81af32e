"""check: what the tests of the stand-in share: TAP, and ways to dance."""

import person
from client import PLUGIN, Client


class Tap:
    """Sentences, one for each thing that was looked at."""

    def __init__(self):
        self.count = 0

    def it(self, sentence, good, *seen):
        """Print one line; and what was seen, when it is not good."""
        self.count += 1
        print(f"{'' if good else 'not '}ok {self.count} - {sentence}")
        if not good:
            for value in seen:
                print('#', vars(value) if hasattr(value, 'body') else value)

    def refuses(self, sentence, answer, status, problem, **fields):
        """An answer reports a problem, in its body and in its header."""
        seen = {name: answer.fields.get(name) for name in fields}
        header = f'oauth_problem="{problem}"'
        self.it(sentence, answer.status == status and
                answer.problem == problem and seen == fields and
                answer.challenges and header in answer.challenges[-1], answer)

    def works(self, sentence, answer, user='fred'):
        """An answer shows that the caller is somebody."""
        self.it(sentence, answer.status == 200 and
                answer.json()['name'] == user, answer)

    def ignores(self, sentence, answer):
        """An answer shows that the caller is nobody, and says no more."""
        self.it(sentence, answer.status == 401 and answer.problem is None and
                answer.header('X-AUSERNAME') == 'anonymous', answer)

    def finish(self):
        """The plan."""
        print(f'1..{self.count}')


def approved(client, callback='oob', approve=True):
    """A request token that somebody has answered, and the verifier."""
    token = client.request_token(callback).fields['oauth_token']
    return token, person.answer(
        f'{client.base}{PLUGIN}/authorize?oauth_token={token}', approve)


def danced(client):
    """The client with an access token, and all that came with it."""
    token, verifier = approved(client)
    fields = client.access_token(
        oauth_token=token, oauth_verifier=verifier).fields
    return Client(client.base, client.consumer, client.key,
                  fields['oauth_token']), fields
