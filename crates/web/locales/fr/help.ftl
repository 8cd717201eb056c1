# Où trouver de l’aide, et si quelqu’un lit en ce moment.

## La page d’aide
help-title = Trouver de l’aide
help-h = Trouver de l’aide dans votre pays
help-in-h = De l’aide : { $country }
help-choose = Dans quel pays voulez-vous de l’aide ?
help-choose-none = Choisir un pays
help-show = Montrer l’aide
help-other-h = Un autre pays
help-kept = Nous ne gardons pas le pays que vous choisissez. Comme le reste de cette visite, il est dans l’historique du navigateur.
help-emergency = Si quelqu’un est en danger maintenant
help-emergency-about = Appelez tout de suite ce numéro.
help-helpline = Parler à quelqu’un
help-helpline-about = Là-bas, on écoute et on aide. Souvent, c’est gratuit, et souvent on n’a pas à dire son nom.
help-police = La police qui s’occupe de cela
help-police-about = Vous pouvez lui dire ce qui s’est passé.
help-hotline = Signaler ce qui est sur internet
help-hotline-about = On y travaille pour faire retirer des pages et des photos.
help-languages = Langues : { $languages }
help-hours = Quand on répond : { $hours }
help-web = Site web
help-chat = Chat
help-checked = Une personne de notre équipe a appelé chacun de ces numéros et l’a confirmé dans les 180 derniers jours.
help-unconfirmed = Personne ne l’a encore confirmé.
help-demo = Ceci est une démonstration. Ne vous fiez pas à ce qui est marqué comme non confirmé.
help-none = Nous ne connaissons dans ce pays aucun numéro qu’une personne de notre équipe a appelé et confirmé.
help-no-emergency = Nous ne connaissons dans ce pays aucun numéro d’urgence qu’une personne de notre équipe a appelé et confirmé.
help-find-h = Comment trouver de l’aide
help-find-ask = Demandez à quelqu’un près de vous. Presque tout le monde connaît le numéro d’urgence de son pays.
help-find-phone = Beaucoup de téléphones ont un bouton d’urgence sur l’écran verrouillé.
help-find-go = Allez à la police, dans un hôpital ou dans une école. Là-bas, on sait qui appeler.
help-find-search = Cherchez « ligne d’écoute enfants » et le nom de votre pays.
help-find-tell = Vous pouvez aussi nous le dire
home-own = Dans ce pays ({ $country }), appelez le
home-elsewhere = Êtes-vous, ou l’enfant est-il, dans un autre pays ?

## Si quelqu’un lit en ce moment
reads-now = Quelqu’un de { $organisation } est là maintenant et lit d’abord les signalements de danger.
reads-later = Personne ne lit de signalements à cette heure. Ne nous attendez pas. Appelez d’abord à l’aide.
reads-next = Nous lisons de nouveau à partir de : { $time }.
