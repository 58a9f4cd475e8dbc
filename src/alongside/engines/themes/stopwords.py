"""Words that carry no theme: small lists of our own, the commonest function words of some languages.

They do two things: words in them never stand for a group, and a text's language is guessed by counting them. A language
without a list works too: its commonest words are known by how many texts have them (see features.py). The names are
those of snowball's stemmers, where it has one.
"""

_LISTS = {
    "english": """a about above after again against all also am an and any are aren't as at be because been
        before being below between both but by can can't cannot could couldn't did didn't do does doesn't doing
        don't down during each even ever every few for from further get gets go got had hadn't has hasn't have
        haven't having he her here hers him himself his how i i'd i'll i'm i've if in into is isn't it it's its
        itself just let like made make many may me might more most much must my myself no nor not now of off on
        once one only or other ought our ours ourselves out over own per rather really same say says shall she
        should shouldn't since so some still such than that that's the their theirs them themselves then there
        there's these they they're thing things this those though through to too under until up upon us very was
        wasn't way we we're we've well were weren't what when where which while who whom whose why will with
        within without won't would wouldn't yes yet you you're your yours yourself think feel""",
    "german": """aber alle allem allen aller alles als also am an andere anderen auch auf aus bei bin bis bist
        da dabei dadurch dafür damit dann das dass dazu dein deine dem den denn der deren des dessen dich die dies
        diese diesem diesen dieser dieses dir doch dort du durch eher ein eine einem einen einer eines er es etwas
        euch für gar gegen genug gibt hab habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre ihrem
        ihren ihrer im immer in ins ist ja jede jedem jeden jeder jedes jedoch jetzt kann kein keine keinen können
        könnte machen man mehr mein meine mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne
        sehr sein seine seinen sich sie sind so soll sollen sollte sollten sondern sowie statt über um und uns
        unser unsere unter viel viele vom von vor wann war waren warum was weg weil weiter welche wenn wer werden
        wie wieder will wir wird wo wurde würde würden zu zum zur zwar zwischen""",
    "french": """à afin ai ainsi alors après au aucun aussi autre autres aux avant avec avoir bien car ce ceci
        cela celle celui ces cet cette ceux chaque chez comme comment d dans de des donc dont du elle elles en
        encore entre es est et étaient était été être eu fait faire faut il ils j je l la le les leur leurs lors
        lui m ma mais me même mes moi moins mon n ne ni non nos notre nous on ont ou où par parce pas pendant peu
        peut plus plutôt pour pourquoi qu quand que quel quelle quels qui s sa sans se sera ses si soit son sont
        sous sur t ta te tes toi ton tous tout toute toutes très trop tu un une vers via vos votre vous y""",
    "spanish": """a al algo algunos ante antes aquí así aun aunque bien cada como cómo con contra cual cuando
        de del desde donde dos el él ella ellas ellos en entre era es esa ese eso esta está están estar este esto
        estos fue ha hace hacer han has hasta hay la las le les lo los más me mi mis mucho muy nada ni no nos
        nosotros nuestra nuestro o os otra otro otros para pero poco por porque puede que qué quien se sea ser si
        sí sido sin sobre son su sus también tan tanto te tener tiene tienen todo todos tu tus un una uno unos
        usted y ya yo""",
    "italian": """a ad agli ai al alla alle allo anche ancora avere c che chi ci ciò come con contro cosa così
        cui da dai dal dalla dalle degli dei del della delle dello di dopo dove e è ed era essere fa fare fra già
        gli ha hanno ho i il in io la le lei li lo loro lui ma mai me mi mia mio molto ne nei nel nella nelle no
        noi non nostra nostro o ogni per perché più poi può quale quando quanto quella quello questa queste questi
        questo qui se sei senza si sia sono su sua sue sugli sui sul sulla suo tra tu tutti tutto un una uno vi
        voi""",
    "portuguese": """a à ainda ao aos as às até cada com como da das de dele dela depois do dos e é ela elas
        ele eles em entre era essa esse esta está estão este eu foi fosse há isso isto já lá lhe mais mas me mesmo
        meu minha muito muitos na não nas nem no nos nós nossa nosso num numa o os ou para pela pelas pelo pelos
        por porque pode quando que quem se sem ser seu seus só são sobre sua suas também tem têm ter toda todos
        tudo um uma você vocês""",
    "dutch": """aan al alle alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door
        dus een eens en er ge geen had hebben heb heeft hem het hier hij hoe hun iets ik in is ja je jullie kan
        kunnen maar me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook
        op over reeds te tegen toch toen tot u uit uw van veel voor waar want waren was wat we wel werd wie wij
        wil worden wordt ze zeer zich zij zijn zo zoals zonder zou zullen""",
    "polish": """a aby ale ani aż bardzo bez bo być był była było były by będzie całego chce ci co coś czy
        czyli dla do dla dzięki gdy gdzie go i ich im inne innych iż ja jak jako je jego jej jest jeszcze jeśli
        już każdy kiedy kto która które którego której który których lub ma mają mi mnie może można mój my na nad
        nam nas nasz nasza nasze naszej nie nich nim niż no o od on ona one oni oraz po pod ponad poprzez przed
        przez przy raz się są sobie swoje ta tak także tam te tego tej ten to tu tutaj tych tylko tym ty u w wam
        was we więc wiele wraz wszystkich wszystko z za ze że żeby""",
    "danish": """ad af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din
        disse dog du efter eller en end er et for fordi fra få får ham han hans har havde have hende her hos hun
        hvad hvem hver hvis hvor hvordan i ikke ind jeg jer kan kun kunne man mange med meget men mere mig min mit
        mod ned noget nogle nok nu når og også om op os over på selv sig sin sit skal skulle som så til ud under
        var vi vil ville være været""",
    "swedish": """alla allt att av bara bli blir blev de dem den denna deras dess det detta dig din dit där då
        efter eller en ett från få får för ha hade han hans har hon här hur i icke inga ingen inom inte ja jag kan
        kunde man med mellan men mer mig min mina mitt mot mycket måste ni nu när någon något några och om oss på
        sedan sig sin sina ska skulle som så till under upp ut utan vad var vara varför vi vid vilka vill är över""",
    "norwegian": """alle at av ble bli blir da de dem den denne der deres det dette du eller en er et ett
        etter for fordi fra få får ha hadde han har hun hva hvem hver hvis hvor hvordan hvorfor i ikke ingen inn
        jeg kan kunne man mange med meg meget mellom men mer min mot mye må når noe noen nå og også om opp oss
        over på seg selv si sin skal skulle slik som så til ut uten var vi vil ville vår være vært""",
    "finnish": """ei eivät en että he hän ihan itse ja jo joka jos joten jotka kaikki kanssa kun kuin kuten me
        mikä minä miten mitä mutta myös ne niin niitä no nyt näin ole oli olisi olla on ovat paljon pitäisi pitää
        se sekä sen siis sitten sitä tai tulee tämä tätä vain vielä voi voisi""",
    "czech": """a aby ale ani až bez by být byl byla bylo byly co či další do ho i jak jako je jeho jejich jen
        jenž ještě ji již jsem jsme jsou k každý kde kdo kdy kdyby když která které který ke má mají mi mezi mít
        může my na nad nám nás ne nebo není než nic o od on ona oni pak po pod podle pokud pro proto protože před
        při s se si své svou ta tak také tam tedy ten to toho tohoto tu tuto ty už v ve více však všech všechny z
        za zde ze že""",
    "romanian": """a acest această aceste acum ai al ale am ar are as au avea că când care ce cel cea cei cele
        chiar cu cum da dar de decât deci din după e ea ei el este eu fără face fi fie fost îi îl în într între
        îmi iar la le lor lui mai mă mi mult nici noi noastră nostru nu o ori pe pentru prin sa să sau se si și
        sunt său te toate toți tot trebuie tu un una unei unui vă va vor""",
    "hungarian": """a az abban ahogy aki akkor ami amely arra azt azért be csak de e egy egyik el ez ezt ezek
        én fel ha hanem hogy hogyan i is itt jó kell ki le lehet lenne lesz ma már még meg mert mi minden mint mit
        most nagyon ne nem nekem nincs olyan ott össze pedig s saját sem semmi sok szerint tehát után úgy van vagy
        vagyok volt""",
    "turkish": """acaba ama ancak artık aslında az bana bazı belki ben beni benim bir biri biz bize bizim bu
        buna bunu çok çünkü da daha de değil diye en gibi göre hem hep her hiç için ile ise kadar ki kim mı mi mu
        mü nasıl ne neden nerede o olan olarak oldu olduğu olsun on ona onlar onu sadece sanki sen siz şey şu tüm
        var ve veya ya yani yok""",
    "irish": """a ach ag agus an ann ar as atá ba bhfuil bhí bíonn chun cé cén dá de den do don faoi féin
        fuair gach gan go gur i iad in ina is le leis léi mar mé mo muid na ná nach ní níl nó ó os raibh sa san sé
        seo sí sin siad sinn tá tú um""",
    "welsh": """a ac am ar arall at bod bydd byddai chi cael dim dw ddim drwy dros efo ei eich ein er eu felly
        fi fod fy gan gyda gan hi hefyd heb hon hwn hyn hynny i iawn iddo mae maen mewn mi mwy na nad neu ni nid
        nhw o oedd oes ond os pan pob pwy roedd rwy rydw rydym sy sydd sut taw un wedi wrth y ydi ydy ydym yma yn
        yng ym yr yw""",
    "gaelic": """a ach ag agus air aig am an ann anns ar as bha bho bhon bi chan cha cho co cuideachd dè de do
        dhan dhomh e fhèin feum gach gu gun gum i iad iadsan ill is le leis mar mi mo mu na nach nam nan no nuair
        o oir on rinn sa san seo sibh sin sinn tha thu ud""",
    "indonesian": """ada adalah agar akan aku anda apa atau bagi bahwa banyak belum bisa bukan dalam dan dapat
        dari dengan di dia hanya harus ia ini itu jadi jangan jika juga kami kamu karena kata ke kepada kita lagi
        lebih maka masih mereka nya oleh orang pada para saat saja sangat saya sebagai sebuah secara sedang semua
        seperti serta sudah supaya tapi telah tentang tetapi tidak untuk yang""",
    "somali": """aad ah ahaa ama ay ayaa baa badan waa waxaa waxa wax waxay wuxuu iyo in inaan inay inuu ka
        kale ku la laakiin lagu laga loo leh ma mid oo sida si soo u uu uga ugu waxaan waxaad waayo haddii halka
        hal kasta""",
    "russian": """а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже
        для до его ее её если есть еще ещё же за здесь и из или им их к как ко когда кто ли либо мне может можно
        мой мы на над надо нам нас наш не него нее нет ни них но ну о об однако он она они оно от очень по под
        после потому при про с свой себя сейчас со так также такой там те тем то того тоже только том ты у уже
        чего чем что чтобы эта эти это этого этот я""",
    "ukrainian": """а або адже але б без би був була були було бути в вам вас ви вони він від все всі вона
        воно де для до дуже є же з за зі і із її їх й його коли лише ми мене мені може можна на над нам нас наш не
        немає ні о от по про при та так також такий там те ти тільки то того у уже хто це цей ці цього чи чому що
        щоб як який які я""",
    "greek": """αλλά αν αντί από αυτά αυτή αυτό αυτός γι για γιατί δε δεν δηλαδή εγώ εδώ είμαι είναι είχα είχε
        εκεί ένα ένας εμείς ή ήταν θα και κάθε κάτι κατά μα μας με μέσα μετά μη μην μια μου μπορεί να ο οι όλα
        όλοι όμως όπως όταν ότι ούτε παρά πιο που ποιος πολύ πρέπει προς πως σαν σας σε στα στη στην στις στο στον
        στους συ τα τη την της τι τις το τον του τους των ως""",
    "arabic": """في من على إلى الى عن مع أن ان إن لا ما لم لن هو هي هم هن نحن أنا انا أنت هذا هذه ذلك تلك التي
        الذي الذين كان كانت يكون تكون قد كل بعض بين بعد قبل عند عندما حتى إذا اذا لكن ولكن أو او ثم بل كما أي اي
        غير فقط أيضا ايضا جدا لأن لان لدينا لي له لها لهم لنا به بها هناك هنا منذ حيث ليس ليست كيف متى أين لماذا
        ماذا هل يجب و يا""",
    "persian": """از اما این آن آنها است با باید بر برای بود به بی پس تا تر چه چون خود خیلی در را رو شد شده
        شود شما فقط کرد کردن کرده کنم کنند کنید که ما من می نمی نه نیست نیز هر هم همه همین هست هستند هستم و ولی
        وقتی یا یک""",
    "urdu": """اور اس ان انہوں اگر ایک آپ بھی بہت پر پھر تو تک تھا تھی تھے تھیں جب جس جو سب سے کا کر کرتے کرنا
        کرنے کو کوئی کہ کی کیا کیوں کے گا گی گئی لئے لیے لیکن مجھے میرا میری میرے میں نہ نہیں نے وہ ہم ہمارے ہمیں
        ہو ہوتا ہوں ہونا ہے ہیں یا یہ یہاں""",
    "hindi": """अगर अपना अपनी अपने अब आप इस इसके इसे उन उनके उस उसके एक और कर करता करते करना करने का कि किया
        किसी की कुछ के को कोई क्या क्यों गया गई गए चाहिए जब जा जाता जाना जो तक तो था थी थे दिया ने नहीं पर फिर
        बहुत भी मुझे में मेरा मेरी मेरे मैं यह यहाँ या ये रहा रही रहे लिए लेकिन वह वे सब से हम हमारा हमारे हमें ही
        हुआ है हैं हो होता होना""",
    "bengali": """আমরা আমাদের আমার আমি আর আছে আপনার আপনি এই এক একটি এবং এর ও ওই কথা করতে করা করে কি কিছু
        কিন্তু কে কেন কোন খুব তা তার তাদের তারা তিনি তুমি থেকে দিয়ে না নেই পর পরে পারে বা যদি যখন যা যে সঙ্গে সব
        সাথে সে হবে হয় হয়ে হয়েছে জন্য""",
    "punjabi": """ਅਤੇ ਅਸੀਂ ਆਪਣੇ ਇਸ ਇਹ ਇੱਕ ਉਸ ਉਹ ਕਰ ਕਰਨ ਕਰਦੇ ਕਿ ਕੀ ਕੁਝ ਕੋਈ ਗਿਆ ਚਾਹੀਦਾ ਜਾਂ ਜੇ ਜੋ ਤਾਂ ਤੇ ਤੋਂ
        ਤੁਸੀਂ ਦਾ ਦੀ ਦੇ ਨਹੀਂ ਨਾਲ ਨੂੰ ਨੇ ਪਰ ਬਹੁਤ ਮੈਂ ਮੇਰੇ ਲਈ ਵਿੱਚ ਵਿਚ ਵੀ ਸਕਦੇ ਸਾਡੇ ਸਾਨੂੰ ਸੀ ਹਨ ਹਾਂ ਹੀ ਹੈ ਹੋ""",
}

STOP_WORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _LISTS.items()}
# Written without spaces: pairs of signs that carry no theme there.
STOP_SIGNS = frozenset(
    [
        "我們",
        "我们",
        "他們",
        "他们",
        "你們",
        "你们",
        "可以",
        "因為",
        "因为",
        "所以",
        "但是",
        "如果",
        "就是",
        "沒有",
        "没有",
        "這個",
        "这个",
        "那個",
        "那个",
        "一個",
        "一个",
        "不是",
        "應該",
        "应该",
        "覺得",
        "觉得",
        "這樣",
        "这样",
        "什麼",
        "什么",
        "還是",
        "还是",
        "自己",
        "不會",
        "不会",
        "也是",
        "而且",
        "或是",
        "或者",
        "我覺",
        "我觉",
        "得應",
        "得应",
        "です",
        "ます",
        "した",
        "して",
        "から",
        "こと",
        "する",
        "ない",
        "ある",
        "いる",
        "れる",
        "られ",
        "ので",
        "った",
        "では",
        "には",
        "とい",
        "いう",
        "ため",
        "もの",
        "など",
        "たい",
        "でき",
        "にな",
        "なる",
    ]
)

CODES = {
    "ar": "arabic", "bn": "bengali", "ca": "catalan", "cs": "czech", "cy": "welsh", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "gd": "gaelic", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pa": "punjabi", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "so": "somali", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "uk": "ukrainian", "ur": "urdu", "yi": "yiddish",
}  # fmt: skip
