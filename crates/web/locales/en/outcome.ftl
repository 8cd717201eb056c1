# What came of a report for a person, once the officer has released it. One plain sentence, no names, dates or places.
outcome-h = What came of it
outcome-about = The police or another service lets you know this. They cannot tell you more, so as not to harm anybody.
outcome-child_safe = A child is safe.
outcome-child_identified = They found out who a child is, so that it can be helped.
outcome-suspect_identified = They found out who may have done this.
outcome-charge = Somebody must answer to a court for this.
outcome-conviction = A court has found somebody guilty.
