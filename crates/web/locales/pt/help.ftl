# Onde encontrar ajuda, e se alguém está lendo agora.

## A página de ajuda
help-title = Encontrar ajuda
help-h = Encontre ajuda no seu país
help-in-h = Ajuda: { $country }
help-choose = Em que país você quer ajuda?
help-choose-none = Escolha um país
help-show = Mostrar ajuda
help-other-h = Outro país
help-kept = Não guardamos o país que você escolhe. Como o resto desta visita, ele fica no histórico do navegador.
help-emergency = Se alguém está em perigo agora
help-emergency-about = Ligue já para este número.
help-helpline = Falar com alguém
help-helpline-about = As pessoas de lá ouvem e ajudam. Muitas vezes é grátis, e muitas vezes você não precisa dizer o seu nome.
help-police = Polícia que cuida disso
help-police-about = Você pode contar o que aconteceu.
help-hotline = Denunciar o que está na internet
help-hotline-about = Lá trabalham para tirar páginas e fotos do ar.
help-languages = Idiomas: { $languages }
help-hours = Quando atendem: { $hours }
help-web = Site
help-chat = Chat
help-checked = Uma pessoa da nossa equipe ligou para cada um destes e confirmou nos últimos 180 dias.
help-unconfirmed = Ninguém confirmou isto ainda.
help-demo = Isto é uma demonstração. Não confie no que está marcado como não confirmado.
help-none = Não conhecemos neste país nenhum número para o qual alguém da nossa equipe tenha ligado e que tenha confirmado.
help-no-emergency = Não conhecemos neste país nenhum número de emergência que alguém da nossa equipe tenha confirmado por telefone.
help-find-h = Como encontrar ajuda
help-find-ask = Pergunte a qualquer pessoa perto de você. Quase todo mundo sabe o número de emergência do seu país.
help-find-phone = Muitos telefones têm um botão de emergência na tela bloqueada.
help-find-go = Vá à polícia, a um hospital ou a uma escola. Lá sabem a quem ligar.
help-find-search = Procure «linha de ajuda para crianças» e o nome do seu país.
help-find-tell = Você também pode contar para nós
home-own = Neste país ({ $country }), ligue para
home-elsewhere = Você ou a criança está em outro país?

## Se alguém está lendo agora
reads-now = Alguém de { $organisation } está aqui agora e lê primeiro as denúncias de perigo.
reads-later = Ninguém lê denúncias a esta hora. Não espere por nós. Primeiro ligue e peça ajuda.
reads-next = Voltamos a ler a partir de { $time }.
