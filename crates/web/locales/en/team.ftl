# Working side by side: for you, notes, offers, shifts, case load, narrowing and saving views of the queue.

## Places
nav-for-you = For you
nav-team = Team
permission-case_load = see what each person holds
permission-share_views = save views for the whole desk

## For you
for-you-unread = Not read
for-you-all = All
for-you-waiting-one = One thing waits for you.
for-you-waiting-many = { $n } things wait for you.
for-you-empty = Nothing waits for you. Here you find who names you in a note, who offers you a report, and which reporter answered you.
inbox-mention = { $name } names you in a note
inbox-offered = { $name } offers you a report
inbox-accepted = { $name } took the report that you offered
inbox-declined = { $name } did not take the report that you offered: it is still yours
inbox-answered = A reporter answered your question
inbox-returned = A report that you held went back to the queue, because you were not seen for long
inbox-second_opinion = Second opinion: { $name }
mark-read = Mark as read
mark-unread = Mark as not read
done-marked_read = Marked as read. Under “All” you can undo it.
done-marked_unread = Marked as not read.

## Notes on a report
notes-h = Notes of the desk
notes-none = Nobody has noted anything.
note-label = Add a note
note-hint = For colleagues only; the reporter never sees it. It stays with the report and cannot be deleted alone.
note-names = Whom you name is told: { $names }.
note-do = Add the note
note-corrected = corrected
note-before = What it said before
note-correct = Correct
note-correct-label = The corrected note
note-correct-do = Record the correction
done-noted_down = Noted. Whoever you named finds it under “For you”.
done-note_corrected = Corrected. What it said before stays readable.
field-note = Note
field-offer = Note
field-shift = Note
field-view = Name

## Handing a report over
offer-h = Hand to a colleague
offer-to = To
offer-choose = Choose a colleague
offer-note = What they should know
offer-hint = It becomes a note on the report.
offer-do = Offer the report
offer-to-you = { $name } offers you this report.
offer-by-you = You offer this report to { $name }. Until they take it, it is yours.
offer-between = { $by } offers this report to { $to }.
offer-accept = Take it
offer-decline = Do not take it
offer-withdraw = Take the offer back
done-offered = Offered. Until they take it, the report is yours. “Take the offer back” undoes it.
done-offer_accepted = You hold this report now.
done-offer_declined = Not taken. Your colleague goes on holding it and is told.
done-offer_withdrawn = The offer is taken back. The report is yours.
wrong-colleague = Choose a colleague.

## Team
team-on-h = On shift
team-on-none = Nobody is on shift. Begin yours below, so that colleagues see that somebody is there.
team-since = since
team-you-h = You
team-offered-one = A colleague offers you a report.
team-offered-many = Colleagues offer you { $n } reports.
team-held-none = No report was held.
team-held-one = One report is held.
team-held-many = { $n } reports are held.
team-urgent-one = One of them is urgent and not decided.
team-urgent-many = { $n } of them are urgent and not decided.
shift-start = Begin my shift
shift-note = To the next shift
shift-hint = What concerns one report belongs into its notes. This is kept for 30 days. What you hold stays yours until you give it back.
shift-end = End my shift
shift-kept = Notes of shifts are kept for 30 days. Reading them is written into the log.
left-urgent = { $name } is off shift and holds urgent reports that are not decided: { $n }.
ended-h = Shifts that ended within two days
ended-none = No shift ended within the last two days.
ended-at = ended
load-h = Case load
load-said = By name. How fast somebody works is measured nowhere.
load-there = There
load-on-shift = on shift since
load-seen = last seen
load-never = not seen yet
load-disabled = may no longer sign in
load-held = Held
load-undecided = Not decided
load-urgent = Urgent
load-oldest = Oldest
load-decided = Decided today
done-shift_started = Your shift has begun.
done-shift_ended = Your shift has ended. What you hold is still yours; give back what cannot wait.

## Narrowing the queue
list-held = Held
list-held-said = Held by one person, most urgent first.
list-held-empty = They hold no report.
views = Saved views
view-shared = desk
view-delete = Delete
view-save-h = Save this view
view-name = Name of the view
view-hint = The name stands in the open: no names of people.
view-share = For the whole desk
view-save = Save
done-view_saved = Saved. It stands above the queue.
done-view_deleted = The view is deleted. What it showed is untouched.
narrow-h = Narrow
narrow-category = About
narrow-country = Country
narrow-origin = Came by
narrow-reason = Urgent because
narrow-missing = Missing
narrow-age = Age
narrow-holder = Held by
narrow-holder-nobody = nobody
narrow-any = any
narrow-do = Show
narrow-all = Show all
narrow-none = No report fits. Show all, or narrow less.
narrow-none-yet = None of the reports that were looked at fits. Look further on the next page, or narrow less.
narrow-stopped = Enough for one page: the next page looks further.
narrowed = Narrowed to: { $parts }.
narrowed-category = { $value }
narrowed-country = { $value }
narrowed-origin = by { $value }
narrowed-reason = { $value }
narrowed-missing = missing: { $value }
narrowed-age = { $value }
age-of-day = within a day
age-of-over_day = older than a day
age-of-over_three_days = older than three days
age-of-over_week = older than a week

## Search by page
search-next = Older ones

## While a page is open
live-one = One new report.
live-many = # new reports.
live-urgent = Urgent: #.
live-changed = The queue changed.
live-show = Show
live-ended = This page hears of nothing new any more.
live-report-changed = This report changed meanwhile.
live-report-claimed = A colleague holds this report now.
live-report-released = Nobody holds this report any more.

## One act for many reports of the same content
together-h = Decide together
together-waiting-one = One report that names it waits for a decision.
together-waiting-many = { $n } reports that name it wait for a decision, the oldest first.
together-assess = Assess it once
together-assess-hint = It is recorded in a report of yours that names it, or in the first free one, which you then hold.
together-assess-wrong = Answer all three questions.
together-first = Assess it first: then all reports that name it can be decided together.
together-which = Reports
together-contact-hint = For “Actionable”: the host is told once about this address, whoever reported it. Leave it empty to tell no host.
together-told = Word to the reporters
together-told-hint = Whoever came by the public form reads it with their receipt.
together-leaves = With “Actionable” and a mailbox one notice with the address leaves the house. Nobody else is told anything.
together-do = Decide for the chosen reports
together-title = Decided together
together-done = { $done } of { $all } reports were decided.
together-came = What came of it
together-back = Back to the content
came-told = Decided; the host is told.
came-follows = Decided; it follows the notice that the host has already.
came-decided = Decided.
refused-held = Not decided: a colleague holds it.
refused-decided = Not decided: it was decided before.
refused-gone = Not decided: it was erased, or does not name this content.
refused-urgent = Not decided: a child may be in danger. Read it and decide it by itself.
refused-names_more = Not decided: it names somebody or tells something in words. Read it and decide it by itself.
refused-not_assessed = Not decided: it names other content that nobody has assessed.
refused-finding = Not decided: not all of its content was found not illegal.

## Alerts and the log
alert-browsing = Many openings
alert-means-browsing = Somebody opened far more reports on one day than they work on.
alert-do-browsing = Ask them about it. The log shows which reports they opened. There may be a good reason, such as reviewing.
about-person = { $name }
action-note-corrected = note corrected
action-note-read = notes opened
action-note-written = note written
action-report-declined = offered report not taken
action-report-offer_withdrawn = offer taken back
action-report-offered = report offered to a colleague
action-report-passed = report taken over
action-report-returned = report went back to the queue
action-shift-ended = shift ended
action-shift-read = notes of shifts opened
action-shift-started = shift begun
action-view-deleted = saved view deleted
action-view-saved = view saved
