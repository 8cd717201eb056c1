# Figures: the dashboard, a sender's page.

permission-read_totals = see totals
permission-read_figures = see figures by sender and by host
action-figures-published = a quarter's figures published

nav-figures = Figures
figures-title = Figures
period-7 = 7 days
period-30 = 30 days
period-90 = 90 days
period-365 = A year
figures-said = { $first } to { $last }, in UTC.
figures-counted = Counted
figures-partial = Older days are still being counted.
figures-totals-only = Your role sees totals; who sent and which host is for senior analysts and auditors.
figures-csv = { $table }: the numbers as a file (CSV)
figures-numbers = { $of }: the numbers
figures-how = How this is counted
figures-how-days = A report counts on the day it came, a notice on the day its host was told. So the newest days have had less time than the others.
figures-how-times = Half: the time that half of them did not exceed. Nine of ten: the same for 90 in a hundred. What is not over yet counts as longer than everything that is, so that slow cases are not left out. Times are read from steps of 0.8 % each. Of a public report only the hour is kept: its times can be up to an hour too long.
figures-how-erased = Erased reports stay in the counts and wait for nobody.

danger-waits-one = One report of a child in danger now waits for a decision.
danger-waits-many = { $n } reports of a child in danger now wait for a decision.
danger-oldest = The oldest has waited for { $time }.

none = –
few = fewer than { $n }
percent = { $n } %
within-hours = { $n } h
time-minutes = { $n } min
time-hours = { $h } h { $m } min
time-days = { $n } days
time-not-yet = not over yet

band-danger = child in danger now
band-child = somebody acts against a child
band-content = about content, and all else

took-looked_at = until somebody looked
took-decided = until it was decided
took-host_told = until the host was told
took-gone = until it was gone
took-by_host = by the host: from told to gone

fig-col-age = Came
fig-age-0 = today
fig-age-1 = in the two days before
fig-age-2 = three to seven days ago
fig-age-3 = in the last thirty days
fig-age-4 = longer ago
fig-waiting-h = Waiting for a decision
fig-waiting-said = Reports that wait, whenever they came: { $n }.
fig-waiting-shown = { $n } wait; the table says since when.
fig-waiting-empty = Nothing waits for a decision.

fig-flow-h = What came, what was decided, what is gone
fig-flow-said = Reports that came: { $received } (in as many days before: { $before }). Of them decided: { $decided }. Held enough to work on: { $actionable }.
fig-flow-empty = Nothing came in these days. Choose a longer time above.
fig-chart-received = Reports that came
fig-chart-received-shown = { $n } in all, by the day they came.
fig-chart-decided = Of these, decided
fig-chart-decided-shown = { $n } in all, by the day they came.
fig-chart-gone = Gone
fig-chart-gone-shown = { $n } in all, by the day the host was told.
fig-col-from = From
fig-col-received = Came
fig-col-looked_at = Looked at
fig-col-decided = Decided
fig-col-actionable = Actionable
fig-col-told = Hosts told
fig-col-gone = Gone

fig-times-h = How long it takes
fig-times-said = From when the report came. The bar ends where nine of ten are over; the line in it is where half are.
fig-times-shown = One bar for each step; the table has the numbers.
fig-times-bar = half { $half }, nine of ten { $most }
fig-times-empty = Nobody has looked at a report of these days yet.
fig-col-step = Step
fig-col-half = Half
fig-col-most = Nine of ten
fig-col-over = Over
fig-col-open = Not yet

fig-removal-h = Gone after a notice
fig-removal-said = Gone within { $days } days of the notice: { $percent } of { $told } whose host has had its days.
fig-removal-empty = No host was told in these days.
fig-in-time = Gone within { $days } days
fig-compared = { $source }: { $n } %
fig-here = here
fig-col-notices = Notices
fig-col-number = Number
fig-removal-told = Hosts told
fig-removal-ripe = Of these, { $days } days ago and more
fig-removal-in-time = Of those, gone within { $days } days
fig-removal-gone = Gone so far
fig-removal-up = Not gone
fig-removal-person = Of these, still there after the last reminder: a person must act

fig-hosts-h = By host
fig-hosts-said = Hosts with five notices and more are drawn. The newest notices have not had their days yet.
fig-hosts-empty = No host of these days is known by name.
fig-col-hosts = Host
fig-countries-h = By country of the host
fig-countries-said = Countries with five notices and more are drawn. The newest notices have not had their days yet.
fig-countries-empty = Of no host of these days the country is known.
fig-col-countries = Country
fig-col-up = Not gone
fig-col-in-time = In time

fig-senders-h = By sender
fig-senders-said = What a sender leaves out costs your time. The name leads to a page that you can show to that sender.
fig-senders-empty = No sender with a key sent a report in these days.
fig-col-sender = Sender
fig-col-actionable-share = Actionable of decided
fig-col-lacks = Missing most
fig-lacks = { $what } ({ $share })

fig-categories-h = What it is about, and how it came
fig-categories-said = Each report counts once by what it is about and once by how it came.
fig-categories-empty = Nothing came in these days.
fig-col-category = About
fig-col-danger = In danger now

fig-agreement-h = How well the desk agrees
fig-agreement-said = Second looks at the same content in the last 90 days: those asked for are the hard cases, those drawn by chance are all cases. Alpha is Krippendorff's: 1 is perfect, 0 is chance.
fig-agreement-empty = There was no second look in the last 90 days.
fig-col-opinions = Second looks
fig-col-pairs = Pairs
fig-col-equal = Said the same
fig-col-alpha = Alpha
fig-agree-second-age = asked for: age
fig-agree-second-act = asked for: act
fig-agree-second-depiction = asked for: real or simulated
fig-agree-sample-age = drawn: age
fig-agree-sample-act = drawn: act
fig-agree-sample-depiction = drawn: real or simulated

to-figures = Figures
sender-title = Reports from { $name }
sender-from = From { $organisation }.
sender-said = { $n } reports in the last twelve whole months. This page names no report.
sender-empty = Fewer than five reports came in the last twelve whole months: there is nothing to show yet.
sender-months-h = What became of the reports
sender-months = By the month in which they came. Actionable: the report held enough to work on.
sender-chart-reports = Reports that came
sender-chart-reports-shown = By month; the table has the numbers.
sender-chart-share = Actionable, in percent of those decided
sender-chart-share-shown = By month; nothing is drawn where there were too few.
sender-missing-h = What is missing most
sender-missing = A report may lack several things. Each one found before sending saves a child time.
sender-missing-none = Hardly anything: thank you.
sender-speed-h = How fast they are handled
sender-speed = Half of them took no longer, from when the report came. Nothing is said of fewer than twenty.
sender-rounded = Numbers are rounded to the nearest five, smaller ones hidden, and totals made of the rounded numbers: so no number tells of a single report.
fig-col-month = Month
fig-col-otherwise = Decided otherwise
fig-col-undecided = Not decided
fig-col-reports = Reports
fig-col-share = Share
