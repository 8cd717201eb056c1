# Where to find help, and whether somebody reads now.

## The page of help
help-title = Find help
help-h = Find help in your country
help-in-h = Help in { $country }
help-choose = Which country do you want help in?
help-choose-none = Choose a country
help-show = Show help
help-other-h = Another country
help-kept = We do not keep which country you choose. Like the rest of this visit, it stands in the browser’s history.
help-emergency = If somebody is in danger now
help-emergency-about = Call this number at once.
help-helpline = Talk to somebody
help-helpline-about = People there listen and help. Often it costs nothing, and often you do not have to say your name.
help-police = Police who are there for this
help-police-about = You can tell them what happened.
help-hotline = Report what is on the internet
help-hotline-about = They work to have pages and pictures taken down.
help-languages = Languages: { $languages }
help-hours = When somebody answers: { $hours }
help-web = Website
help-chat = Chat
help-checked = One of us called each of these and confirmed it within the last 180 days.
help-unconfirmed = Nobody has confirmed this yet.
help-demo = This is a demo. Do not rely on what is marked as not confirmed.
help-none = We know no number in this country that one of us has called and confirmed.
help-no-emergency = We know no emergency number for this country that one of us has called and confirmed.
help-find-h = How to find help
help-find-ask = Ask anybody near you. Most people know the emergency number of their country.
help-find-phone = Many phones have a button for emergencies on the locked screen.
help-find-go = Go to the police, to a hospital or to a school. They know whom to call.
help-find-search = Search for “child helpline” and the name of your country.
help-find-tell = You can tell us, too
home-own = In { $country }, call
home-elsewhere = Are you or the child in another country?

## Whether somebody reads now
reads-now = Somebody at { $organisation } is there now and reads reports of danger first.
reads-later = Nobody reads reports at this hour. Do not wait for us. Call for help first.
reads-next = We read again from { $time }.
