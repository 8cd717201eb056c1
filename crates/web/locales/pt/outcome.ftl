# O que resultou de uma denúncia para uma pessoa, depois de liberado pela polícia ou por outro serviço. Uma frase simples, sem nomes, datas ou lugares.
outcome-h = O que resultou
outcome-about = A polícia ou outro serviço deixa você saber isto. Não podem contar mais, para não fazer mal a ninguém.
outcome-child_safe = Uma criança está a salvo.
outcome-child_identified = Descobriram quem é uma criança, para que possa receber ajuda.
outcome-suspect_identified = Descobriram quem pode ter feito isto.
outcome-charge = Alguém tem de responder por isto em um tribunal.
outcome-conviction = Um tribunal considerou alguém culpado.
