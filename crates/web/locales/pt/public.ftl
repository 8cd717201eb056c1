# O site público. Quem lê pode estar com medo, cansado ou ter nove anos de idade.
# Palavras curtas, uma ideia por frase. Escrito para ser entendido no Brasil, em Portugal e na África; trata o leitor por «você».
# Os títulos ficam no histórico do navegador, onde outra pessoa pode ler: não dizem o nome do crime.

## Em todas as páginas
leave = Sair desta página
leave-shift = ou aperte a tecla Shift três vezes
leave-history = Depois de sair, esta visita fica no histórico do navegador.
leave-clear = Como apagar a sua visita
skip = Ir para o texto
language = Idioma
home-link = Primeira página
kept-link = O que guardamos e o que não guardamos
foot = Este site é mantido por { $organisation }. Não usa cookies e não carrega nada de outro lugar.
optional = (pode deixar em branco)
yes = Sim
no = Não
unknown = Não sei
emergency-again = Se uma criança está em perigo agora, ligue para a polícia ou para o número de emergência do seu país. Não espere por nós.

## Primeira página
home-title = Denúncias e ajuda
home-h = Você pode contar para nós. Não precisa dizer quem é.
home-lead = { $organisation } recebe denúncias de abuso sexual de crianças na internet. Pessoas preparadas leem as denúncias e trabalham para que isso pare.
danger-h = Uma criança está em perigo agora?
danger-call = Ligue agora para a polícia ou para o número de emergência do seu país.
danger-first = Faça isso primeiro. Nós não vemos uma denúncia na mesma hora e não podemos mandar ninguém a um lugar.
danger-say = O que dizer quando você liga
danger-say-where = Diga onde a criança está, o melhor que souber.
danger-say-what = Diga o que está acontecendo.
danger-say-stay = Fique na linha até dizerem que você pode desligar.
danger-number = Se você não sabe o número, pergunte a qualquer pessoa perto de você.
danger-quiet = Se não é seguro falar, peça a uma pessoa de confiança que ligue por você.
choices-h = O que você quer fazer?
choice-report = Fazer uma denúncia
choice-report-about = Uma página, uma foto, um vídeo, uma conta ou uma conversa. Leva uns cinco minutos.
choice-young = Sou criança ou adolescente e preciso de ajuda
choice-young-about = Alguém na internet assusta você, pressiona você ou espalha fotos suas. A culpa não é sua.
choice-return = Voltar com o meu recibo
choice-return-about = Você tem sete palavras que demos. Veja como está a sua denúncia e se temos uma pergunta.

## Antes do formulário
report-title = Enviar uma denúncia
report-h = Fazer uma denúncia
before-h = O que acontece agora
before-time = Leva uns cinco minutos. Você pode deixar em branco qualquer pergunta que não saiba responder.
before-receipt = Quando enviar, você recebe um recibo de sete palavras. Com ele pode voltar e ver como está a sua denúncia. Tenha papel e caneta por perto.
before-read = Pessoas preparadas de { $organisation } leem a sua denúncia. Elas começam pelas mais urgentes.
before-kept = Nada fica guardado antes de você apertar «Enviar a denúncia». Não guardamos o seu nome, a menos que você o escreva aqui, e não guardamos o seu endereço na rede.
please-h = Por favor, lembre-se
please-look = Não procure mais. Não é preciso, e a lei não permite.
please-pictures = Não salve nem envie fotos ou vídeos. Nem para nós, nem para mais ninguém.
please-describe = Não descreva mais do que o necessário. Poucas palavras bastam.

## O formulário
form-one = Diga pelo menos uma destas coisas: um endereço na internet, um nome de usuário ou algo com as suas palavras. Todo o resto pode ficar em branco.
ask-danger = Uma criança está em perigo agora?
ask-danger-hint = Se sim, primeiro ligue para a polícia ou para o número de emergência do seu país. Depois volte aqui.
ask-url = Onde você viu isso?
ask-url-hint = O endereço na internet (link), um em cada linha. Não abra a página de novo para copiar. Escreva o que você tem.
ask-category = De que se trata?
ask-category-hint = Escolha o que mais se parece. Você não precisa ter certeza.
category-csam = Fotos ou vídeos de uma criança sofrendo abuso sexual
category-csam-hint = Isso se chama material de abuso sexual de crianças. Imagens desenhadas ou feitas por computador também podem ser denunciadas.
category-grooming = Alguém tenta ganhar a confiança de uma criança para abusar dela
category-grooming-hint = Por exemplo, pede segredos, fotos ou um encontro.
category-sextortion = Alguém ameaça espalhar fotos de uma criança
category-sextortion-hint = Muitas vezes quer dinheiro ou mais fotos.
category-trafficking = Uma criança é vendida ou entregue para ser abusada
category-trafficking-hint = Pessoalmente ou ao vivo, por uma câmera.
category-travel = Alguém viaja, ou pensa em viajar, para abusar de uma criança
category-travel-hint = Para outra cidade ou outro país.
category-self_generated = Uma foto que a criança tirou de si mesma está sendo espalhada
category-self_generated-hint = A criança não fez nada de errado.
category-other = Outra coisa, ou não tenho certeza
category-other-hint = Nós vamos descobrir. Você não precisa saber a palavra certa.
ask-service = Em que site, app, jogo ou conversa acontece?
ask-service-hint = Basta o nome.
ask-who = Quem está fazendo isso?
ask-who-hint = O nome de usuário como está escrito lá. Você não precisa saber o nome verdadeiro.
ask-when = Quando você viu, ou quando aconteceu?
ask-when-hint = Com as suas palavras, como «ontem à noite».
ask-country = Em que país está a criança?
ask-country-hint = Só se você sabe ou imagina.
ask-country-none = Não sei
ask-text = Há mais alguma coisa que devemos saber?
ask-text-hint = Poucas frases bastam. Você não precisa descrever o que fizeram com a criança. Se não está em uma página da internet, diga como se pode encontrar.
ask-contact = Como podemos falar com você?
ask-contact-hint = Só se você quiser. Um e-mail ou um telefone. Se deixar em branco, ninguém sabe quem você é, e você ainda pode voltar com o seu recibo.
send-next = A seguir você vai ver sete palavras. Tenha papel e caneta por perto.
send-report = Enviar a denúncia

## Crianças e adolescentes
young-title = Pedir ajuda
young-h = Que bom que você está aqui
young-fault = A culpa não é sua. Nem se você enviou alguma coisa, disse que sim ou guardou segredo.
young-alone = Você não está só. Isso acontece com muitas crianças e adolescentes, e pode melhorar.
young-danger-h = Você está em perigo agora?
young-danger-who = Alguém está machucando você ou indo até você? Você pensa em se machucar?
young-danger-call = Ligue agora para a polícia ou para o número de emergência do seu país, ou procure um adulto de confiança.
young-do-h = O que você pode fazer agora
young-do-stop = Você pode parar de responder. Você não deve nada a essa pessoa.
young-do-pay = Não pague e não envie mais nada. Isso não faz a pessoa parar.
young-do-keep = Guarde as mensagens e o nome de usuário. Depois bloqueie a pessoa. Não passe fotos adiante.
young-do-adult = Conte a um adulto de confiança. Você pode dizer: «Aconteceu uma coisa comigo na internet. Preciso de ajuda.»
young-do-helpline = Você pode falar com uma linha de ajuda para crianças. Muitos países têm uma. Muitas vezes é grátis e você não precisa dizer o seu nome. Para encontrar, procure «linha de ajuda para crianças» e o nome do seu país.
young-we-h = O que nós podemos fazer
young-we-remove = Podemos pedir a um site ou app que tire fotos suas do ar.
young-we-stop = Podemos avisar as pessoas que têm o trabalho de fazer parar quem fez isso.
young-we-choose = Você escolhe o que conta. Pode deixar qualquer pergunta em branco.
young-we-honest = Com sinceridade: se você contar quem é ou onde está, e estiver em perigo, podemos avisar pessoas que podem proteger você.
young-form-h = Conte o que aconteceu
young-form-time = Leva uns três minutos. Adultos preparados leem. Eles já ouviram coisas assim antes. No fim você recebe sete palavras como recibo, para poder voltar. Tenha papel e caneta por perto.
young-form-pictures = Por favor, não envie fotos e não descreva as fotos. Poucas palavras bastam.
young-form-one = Conte pelo menos uma destas coisas: o nome da pessoa lá, um link ou algo com as suas palavras. Todo o resto pode ficar em branco.
young-ask-danger = Você está em perigo agora?
young-ask-danger-hint = Se sim, primeiro ligue, ou procure um adulto de confiança. Depois volte aqui.
young-ask-category = O que está acontecendo?
young-ask-category-hint = Escolha o que mais se parece. Você não precisa ter certeza.
young-category-sextortion = Alguém ameaça espalhar fotos minhas
young-category-sextortion-hint = Pode querer dinheiro ou mais fotos.
young-category-grooming = Alguém me pede fotos, segredos ou um encontro, e isso não me parece certo
young-category-grooming-hint = Pode ser também uma pessoa de quem você gosta.
young-category-self_generated = Uma foto que tirei de mim está sendo espalhada
young-category-self_generated-hint = Você não fez nada de errado.
young-category-csam = Alguém fez fotos ou vídeos de mim
young-category-csam-hint = Fotos feitas com um computador também contam.
young-category-other = Outra coisa, ou não sei que nome dar
young-category-other-hint = Não tem problema.
young-ask-access = Essa pessoa pode chegar até onde você está?
young-ask-access-hint = Por exemplo, alguém da sua família, da sua escola ou da sua rua.
young-ask-service = Em que site, app, jogo ou conversa acontece?
young-ask-service-hint = Basta o nome.
young-ask-who = Qual é o nome da pessoa lá?
young-ask-who-hint = O nome de usuário de quem fez isso, não o seu.
young-ask-url = Existe um link?
young-ask-url-hint = Um em cada linha. Você não precisa olhar de novo.
young-ask-text = O que você quer contar para nós?
young-ask-text-hint = Poucas palavras bastam. Você não precisa contar tudo.
young-ask-country = Em que país você está?
young-ask-country-hint = Assim sabemos quem pode ajudar você.
young-ask-contact = Como podemos falar com você?
young-ask-contact-hint = Só se você quiser. Dê um contato que mais ninguém lê. Se deixar em branco, ninguém sabe quem você é, e você ainda pode voltar com o seu recibo.

## O que está errado e o que fazer
errors-h = Ainda não foi enviado. Por favor, veja isto:
errors-kept = Tudo o que você escreveu ainda está aqui.
error-none = Conte pelo menos uma coisa: um endereço na internet, um nome de usuário ou algo com as suas palavras.
error-long =
    { $limit ->
        [one] O texto é longo demais. Por favor, encurte: no máximo { $limit } letra.
        [many] O texto é longo demais. Por favor, encurte: no máximo { $limit } de letras.
       *[other] O texto é longo demais. Por favor, encurte: no máximo { $limit } letras.
    }
error-control = Há um sinal escondido no texto que não podemos receber. Por favor, digite de novo.
error-url = A linha { $line } não parece um endereço na internet. Escreva como host.example/page, ou coloque em «mais alguma coisa».
error-url-young = A linha { $line } não parece um link. Escreva como host.example/page, ou conte com as suas palavras mais abaixo.
error-url-long = A linha { $line } é longa demais para um endereço na internet.
error-url-many = São endereços demais. Por favor, envie no máximo { $limit } em cada denúncia.
error-choice = Por favor, escolha uma das respostas.
error-answer = Por favor, escreva primeiro uma resposta.
failed-h = Não foi enviado. Nada se perdeu.
failed-busy = Não podemos receber neste momento. Tudo o que você escreveu ainda está aqui. Espere um minuto e aperte o botão de novo.
failed-broken = Algo está quebrado do nosso lado. A culpa não é sua. Tudo o que você escreveu ainda está aqui. Tente de novo daqui a alguns minutos.
failed-flood = Chegou muita coisa da sua rede na última hora. Tudo o que você escreveu ainda está aqui. Deixe esta página aberta e tente de novo daqui a uma hora.

## Depois de enviar
sent-title = Chegou
sent-h = Obrigado. A sua denúncia chegou.
sent-h-young = Obrigado. O que você contou chegou.
sent-brave = Você fez uma coisa corajosa e certa.
receipt-h = O seu recibo
receipt-write = Escreva agora estas sete palavras em um papel, nesta ordem. Não podemos mostrá-las de novo.
receipt-hide = Guarde o papel onde não o encontre quem não deve saber. Não diga as palavras a ninguém.
receipt-shows = Quem tem as palavras pode ver como está a denúncia e o que perguntamos. Nunca vê o que você escreveu.
receipt-reload = Não carregue esta página de novo: isso enviaria a sua denúncia outra vez.
next-h = O que acontece agora
next-read = Pessoas preparadas leem a sua denúncia. Elas começam pelas mais urgentes.
next-act = Se for possível agir, pedimos à empresa que guarda a página ou a conta que a tire do ar. Podemos avisar a polícia.
next-check = Onde a lei permite, olhamos mais tarde se sumiu.
hear-h = O que você pode ouvir de nós
hear-return = Volte com o seu recibo daqui a alguns dias. Você vai ver como está a denúncia. Talvez tenhamos uma pergunta para você.
hear-contact = Se você disse como podemos falar com você, talvez escrevamos ou liguemos. Se não disse, não podemos.
self-h = Ajuda para você
self-normal = O que você viu pode ficar na sua cabeça. Isso é normal e não quer dizer que haja algo de errado com você.
self-talk = Converse com uma pessoa de confiança. Você não precisa dizer o que viu.
self-help = Se você dorme mal ou se isso sempre volta, um médico ou uma linha de ajuda do seu país pode ajudar.
self-young-normal = Você pode sentir medo, raiva, vergonha ou não sentir nada. Tudo isso é normal. A culpa não é sua.
self-young-talk = Você não precisa carregar isso sem ajuda. Conte a um adulto de confiança ou fale com uma linha de ajuda para crianças do seu país.
self-young-block = Se a pessoa escrever de novo, você não precisa responder.

## Voltar
return-title = Voltar com um recibo
return-h = Volte com o seu recibo
return-before = Você vai ver como está a denúncia e se temos uma pergunta. O que você escreveu nunca é mostrado.
ask-receipt = As suas sete palavras
ask-receipt-hint = Na mesma ordem, com espaços entre elas. Tanto faz usar letras grandes ou pequenas.
return-english = As palavras são em inglês em todos os idiomas deste site.
show-visit = Ver como está
return-lost-h = Se você perdeu as palavras
return-lost = Não podemos encontrá-las para você, porque não sabemos quem você é. Você pode enviar uma nova denúncia e dizer que já nos contou antes.
return-error-h = Não conseguimos abrir este recibo
return-error = Não conhecemos estas palavras. São sete? A ordem está certa? Cada palavra está escrita como você anotou?
return-flood = Houve tentativas demais da sua rede. Por favor, espere uma hora e tente de novo.
return-busy = Não podemos olhar neste momento. Por favor, espere um minuto e tente de novo.
return-broken = Algo está quebrado do nosso lado. Por favor, tente de novo daqui a alguns minutos.

## Como está a denúncia
visit-title = Como está
visit-received = A sua denúncia está conosco.
visit-received-about = Ela espera para ser lida. As mais urgentes vêm primeiro.
visit-looked_at = Alguém já olhou a sua denúncia.
visit-looked_at-about = Estão trabalhando nela agora. Volte daqui a alguns dias.
visit-actionable = Estamos agindo com base na sua denúncia.
visit-actionable-about = Estamos falando com quem pode fazer isso parar. Volte daqui a alguns dias.
visit-passed_on = Avisamos quem pode tirar do ar.
visit-passed_on-about = Pedimos à empresa que guarda isso que o retire. Vamos olhar de novo até sabermos mais.
visit-removed = O que você denunciou não está mais onde estava.
visit-removed-about = Você ajudou para que isso acontecesse. Obrigado.
visit-closed = O nosso trabalho com a sua denúncia terminou.
visit-closed-about = Obrigado por nos contar. Você ajudou.
visit-informational = Lemos a sua denúncia e guardamos o que ela diz.
visit-informational-about = Não havia o bastante para agir agora. Ela ainda pode nos ajudar mais tarde. Se você souber mais sem procurar, envie uma nova denúncia.
visit-out_of_remit = Não somos as pessoas certas para a sua denúncia.
visit-out_of_remit-about = Foi bom nos contar. Se soubermos quem pode ajudar, você encontra isso abaixo.
visit-not_illegal = Vimos que o que você denunciou não é contra a lei aqui.
visit-not_illegal-about = Foi certo nos contar. Se é sobre você e você não se sente em segurança, fale com uma pessoa de confiança ou com uma linha de ajuda.
visit-steps = O caminho de uma denúncia
visit-step-received = Chegou
visit-step-looked_at = Alguém olhou
visit-step-passed_on = Passada adiante para ser retirada
visit-step-removed = Já não está lá
visit-step-here = está aqui agora
visit-step-done = feito
desk-h = De nós para você
desk-question = Uma pergunta
desk-word = Uma mensagem
desk-answered = Você já respondeu a isto. Obrigado.
desk-none = Não temos nenhuma pergunta para você agora.
ask-answer = A sua resposta
ask-answer-hint = Poucas palavras bastam. Se você não sabe, escreva isso. Por favor, não procure mais.
send-answer = Enviar a resposta
answer-arrived = A sua resposta chegou. Obrigado.
answer-gone = Esta pergunta já foi respondida.
visit-close = Quando terminar, saia desta página. Ninguém pode abri-la de novo sem as palavras.

## Como apagar a visita
left-title = Apagar a sua visita
left-h = Como apagar a sua visita
left-why = Sair é rápido, mas não apaga esta visita do navegador. Quem usa o mesmo aparelho poderia ver que você esteve aqui. Não pode ver o que você escreveu.
left-do-h = O que você pode fazer
left-do-menu = Abra o menu do navegador e escolha «Histórico». No telefone, ele muitas vezes fica atrás de três pontos, três linhas ou um livrinho.
left-do-some = Apague as linhas com o nome deste site. Se você apagar tudo, alguém pode notar a lista vazia.
left-do-close = Feche esta janela.
left-next-h = Da próxima vez
left-next-private = Abra antes uma janela privada. Também se chama anônima. Ela esquece o que você visitou quando é fechada.
left-next-tor = O navegador Tor esconde ainda mais: também da rede que você usa.
left-next-other = Se alguém vigia este aparelho, use outro: em uma biblioteca, na escola ou de um amigo.
left-not = A sua escola, o seu trabalho ou a empresa de internet ainda podem ver que este site foi visitado. Não podem ver o que você escreveu.

## O que guardamos
kept-title = O que guardamos
kept-h = O que guardamos e o que não guardamos
kept-not-h = Não guardamos
kept-not-name = o seu nome, a menos que você o escreva no formulário
kept-not-address = o seu endereço na rede, nem o navegador e o aparelho que você usa
kept-not-cookie = cookies ou outra coisa que colocássemos no seu navegador
kept-not-minute = o minuto em que você enviou a denúncia: só a hora
kept-not-before = o que você digita e não envia
kept-yes-h = Guardamos
kept-yes-report = o que você escreveu e enviou. Fica trancado: quem roubar os nossos dados não consegue ler sem a nossa chave
kept-yes-plain = para ordenar o trabalho, sem trancar: de que se trata, o país, a urgência e como está a denúncia
kept-yes-receipt = um rastro embaralhado do seu recibo, do qual não se podem tirar as palavras
kept-flood = Para que ninguém nos inunde, o site conta quanto chega de cada rede. Para isso tem na memória um rastro embaralhado do seu endereço na rede até a contagem recomeçar, mais ou menos uma vez por hora. Isso nunca é anotado.
kept-who-h = Quem pode ler
kept-who-staff = Pessoas preparadas de { $organisation }. Cada vez que alguém abre uma denúncia, isso fica anotado.
kept-who-others = Para fazer isso parar, podemos passar endereços na internet e nomes de usuário à empresa que os guarda. Onde a lei manda, ou para proteger uma criança, podemos avisar a polícia.
kept-cannot-h = O que não podemos esconder
kept-cannot-history = O histórico do navegador mostra que você esteve aqui.
kept-cannot-network = A rede que você usa pode ver o nome deste site, mas não o que você escreve. O navegador Tor esconde isso também.
kept-cannot-words = Se você escrever quem é, nós ficamos sabendo. Escreva só o que quer que saibamos.

## Quando algo não funciona
missing-title = Não encontrada
missing-h = Esta página não existe
missing-do = Talvez haja um erro no endereço. Comece de novo pela primeira página.
large-title = Longo demais
large-h = Era longo demais para enviar
large-do = A sua denúncia não foi enviada. Volte, encurte o texto e envie de novo. Se tiver muito para contar, envie em duas denúncias.
broken-title = Algo está quebrado
broken-h = Algo está quebrado do nosso lado
broken-do = A culpa não é sua. Por favor, tente de novo daqui a alguns minutos.
method-title = Começar de novo
method-h = Esta página não pode ser aberta assim
method-do = Comece de novo pela primeira página.
