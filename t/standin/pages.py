"""pages: the HTML of the stand-in."""

from html import escape
from string import Template

FRAME = Template('''<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title - Jira stand-in</title>
<style>
* { box-sizing: border-box }
body { margin: 0; background: #f4f5f7; color: #172b4d;
  font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif }
header { background: #0747a6; color: #fff; padding: 14px 28px;
  font-weight: 600 }
header span { opacity: .7; font-weight: 400; margin-left: 8px }
main { max-width: 480px; margin: 64px auto; padding: 32px 36px;
  background: #fff; border-radius: 6px;
  box-shadow: 0 1px 2px #091e4240, 0 8px 24px #091e4214 }
h1 { font-size: 22px; line-height: 1.3; font-weight: 600; margin: 0 0 16px }
p { margin: 0 0 16px }
p:last-child { margin: 0 }
small { color: #5e6c84 }
label { display: block; margin: 0 0 14px; color: #5e6c84; font-size: 13px }
input { display: block; width: 100%; margin-top: 4px; padding: 9px 10px;
  font: inherit; color: #172b4d; border: 2px solid #dfe1e6;
  border-radius: 4px }
:focus-visible { outline: 2px solid #4c9aff; outline-offset: 1px }
button { font: inherit; font-weight: 600; padding: 9px 20px; border: 0;
  border-radius: 4px; cursor: pointer; margin-right: 8px;
  background: #0052cc; color: #fff }
button.quiet { background: #ebecf0; color: #42526e }
.error { background: #ffebe6; border-radius: 4px; padding: 10px 14px }
.code { font: 600 32px/1.2 ui-monospace, "DejaVu Sans Mono", monospace;
  letter-spacing: .12em; background: #f4f5f7; border-radius: 4px;
  padding: 18px; text-align: center }
.where { overflow-wrap: anywhere }
</style>
</head>
<body>
<header>Jira<span>stand-in</span></header>
<main>
<h1>$title</h1>
$main
</main>
</body>
</html>
''')


def frame(title, main):
    """A page around a piece of HTML."""
    return FRAME.substitute(title=escape(title), main=main)


def error(status, message):
    """An error page as the servlet container makes it."""
    return (f'<!doctype html><html lang="en"><head><title>HTTP Status {status}'
            f'</title></head><body><h1>HTTP Status {status}</h1>'
            f'<p>{escape(message)}</p></body></html>')


def trouble(message):
    """A page that tells a person why there is nothing to answer."""
    return frame('Something went wrong',
                 f'<p class="error">{escape(message)}</p>')


def login(context, destination, failed=False):
    """The form to log in with."""
    complaint = ('<p class="error">Sorry, your username and password are '
                 'incorrect - please try again.</p>' if failed else '')
    return frame('Log in', f'''{complaint}
<form method="post" action="{escape(context)}/login.jsp">
<input type="hidden" name="os_destination" value="{escape(destination)}">
<label>Username <input name="os_username" autofocus></label>
<label>Password <input name="os_password" type="password"></label>
<button name="login" value="Log In">Log in</button>
</form>''')


def authorize(action, consumer, display, token, callback, session):
    """The question: may this consumer act for this person?"""
    name = escape(consumer)
    then = (f'Afterwards you return to <span class="where">'
            f'{escape(callback)}</span>.' if callback else
            'Afterwards you are shown a code to type into it.')
    return frame('Welcome to Jira', f'''
<p>The application <strong>{name}</strong> would like to have <strong>read
and write</strong> access to your data on your behalf.</p>
<p>You are logged in as {escape(display)}. {then}</p>
<form method="post" action="{escape(action)}">
<input type="hidden" name="oauth_token" value="{escape(token)}">
<input type="hidden" name="atl_token" value="{escape(session)}">
<button id="approve" name="approve" value="Allow">Allow</button>
<button id="deny" name="deny" value="Deny" class="quiet">Deny</button>
</form>''')


def consent(action, name, display, scopes, query, callback, session):
    """The question of OAuth 2.0."""
    items = ''.join(f'<li>{escape(scope)}</li>' for scope in scopes)
    return frame('Grant access', f'''
<p>The app <strong>{escape(name)}</strong> asks for access on behalf of
{escape(display)}:</p>
<ul>{items}</ul>
<p>Afterwards you return to <span class="where">{escape(callback)}</span>.</p>
<form method="post" action="{escape(action)}">
<input type="hidden" name="query" value="{escape(query)}">
<input type="hidden" name="atl_token" value="{escape(session)}">
<button id="approve" name="approve" value="Accept">Accept</button>
<button id="deny" name="deny" value="Cancel" class="quiet">Cancel</button>
</form>''')


def verifier(consumer, code):
    """The code to type where the dance was begun."""
    return frame('Access Approved', f'''
<p>You have successfully authorized <strong>{escape(consumer)}</strong>. Your
verification code is:</p>
<p class="code" id="verifier">{escape(code)}</p>
<p><small>Return to {escape(consumer)} and enter this code to complete the
authorization process.</small></p>''')


def denied(consumer):
    """The end of a dance that came to nothing."""
    return frame('Access Denied', f'''
<p>You have denied <strong>{escape(consumer)}</strong> access to your data. It
has not been given any.</p>''')
