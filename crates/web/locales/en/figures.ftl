# Figures: the dashboard, a sender's page.

permission-read_totals = see totals
permission-read_figures = see figures by sender and by host
action-figures-published = a quarter's figures published
