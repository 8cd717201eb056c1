# Ce qu’un signalement a donné pour une personne, une fois que la police ou un autre service le permet. Une phrase simple, sans nom, date ni lieu.
outcome-h = Ce que cela a donné
outcome-about = La police ou un autre service vous permet de le savoir. Ils ne peuvent pas en dire plus, pour ne faire de mal à personne.
outcome-child_safe = Un enfant est en sécurité.
outcome-child_identified = On a découvert qui est un enfant, pour pouvoir l’aider.
outcome-suspect_identified = On a découvert qui a pu faire cela.
outcome-charge = Quelqu’un doit en répondre devant un tribunal.
outcome-conviction = Un tribunal a déclaré quelqu’un coupable.
