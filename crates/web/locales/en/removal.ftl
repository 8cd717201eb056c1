# Removal: traces, routes, the ladder of a notice, police holds, requests to preserve.

notice-held = held back for the police
wrong-notice-told = The host was told already. The notice cannot be held back any more.
