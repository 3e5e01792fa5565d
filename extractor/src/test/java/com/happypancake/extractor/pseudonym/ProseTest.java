package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProseTest {

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");
  private static final String FINNISH =
      """
      Hei! Kiitos viestistäsi, se piristi kovasti tätä harmaata päivää. Minä asun Tampereella ja \
      olen töissä sairaalassa, mutta vapaalla kuljen mieluiten metsässä koiran kanssa. Kesällä \
      olemme mökillä järven rannalla, ja siellä saunotaan joka ilta. Mitä sinä tykkäät tehdä \
      viikonloppuisin? Kerro vähän lisää itsestäsi, jos haluat; minulla ei ole mihinkään kiire. \
      Olen lukenut paljon tänä talvena, etenkin dekkareita, ja kuunnellut vanhaa musiikkia. \
      Pidän myös ruoanlaitosta, vaikka keittiöni on pieni ja naapurit valittavat tuoksuista. \
      Oletko koskaan käynyt Lapissa talvella? Siellä on niin hiljaista, että kuulee oman \
      sydämensä, ja revontulet palavat taivaalla. Ensi viikolla olen taas vapaalla ja voisimme \
      lähteä kävelylle, jos sinulle sopii. Puhelin on rikki, joten vastaan hitaasti, mutta vastaan \
      kuitenkin. Hyvää yötä ja kauniita unia, kirjoitellaan taas huomenna!
      """;
  private static final String SWEDISH =
      """
      Hej! Tack för ditt brev, det gjorde mig riktigt glad en grå dag som den här. Jag bor i \
      Göteborg och arbetar på sjukhus, men när jag är ledig går jag helst i skogen med hunden. På \
      sommaren är vi i stugan vid sjön, och där badar vi bastu varje kväll. Vad tycker du om att \
      göra på helgerna? Berätta gärna lite mer om dig själv om du vill, jag har ingen brådska. \
      Jag har läst mycket i vinter, mest deckare, och lyssnat på gammal musik. Jag tycker också om \
      att laga mat, fast köket är litet och grannarna klagar på dofterna. Har du någonsin varit i \
      fjällen på vintern? Där är det så tyst att man hör sitt eget hjärta, och norrskenet brinner \
      på himlen. Nästa vecka är jag ledig igen och vi kan gå en promenad om det passar dig. \
      Telefonen är trasig, så jag svarar långsamt, men jag svarar ändå. God natt och sov gott, vi \
      skrivs igen i morgon!
      """;
  private static final String ENGLISH =
      """
      Hello! Thank you for your letter, it cheered me up on a grey day like this. I live in the \
      north and work at a hospital, but when I am free I would rather walk in the woods with the \
      dog. In the summer we stay at the cabin by the lake, and there we heat the sauna every \
      evening. What do you like to do at weekends? Tell me a little more about yourself if you \
      like, there is no hurry. I have read a lot this winter, mostly crime stories, and listened to \
      old music. I like cooking too, though the kitchen is small and the neighbours complain about \
      the smell. Have you ever been up in the mountains in winter? It is so quiet there that you \
      can hear your own heart, and the northern lights burn in the sky. Next week I am free again \
      and we could go for a walk if it suits you. The phone is broken, so I answer slowly, but I \
      do answer. Good night and sleep well, we will write again tomorrow!
      """;
  private static final String RUSSIAN =
      """
      Привет! Спасибо за твоё письмо, оно очень порадовало меня в такой серый день. Я живу в \
      Петербурге и работаю в больнице, но когда я свободен, я гуляю в лесу с собакой. Летом мы \
      живём на даче у озера, и там мы топим баню каждый вечер. Что ты любишь делать в выходные?
      """;
  private static final String GREEK =
      "Γειά σου! Ευχαριστώ για το γράμμα σου, με χαροποίησε πολύ μια γκρίζα μέρα σαν αυτή. Μένω"
          + " στην Αθήνα και δουλεύω σε νοσοκομείο, αλλά όταν έχω ρεπό περπατάω με τον σκύλο.";

  private static final Prose OTHER = new Prose(TestKeys.of(1));

  private final Prose prose = new Prose(TestKeys.of(1));

  static List<String> texts() {
    return List.of(FINNISH, SWEDISH, ENGLISH, RUSSIAN, GREEK);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void noWordOfTheOriginalSurvives(String original) {
    assertThat(words(prose.replace(original))).doesNotContainAnyElementsOf(words(original));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aTextKeepsItsLengthItsCasesAndAllThatIsNoWord(String original) {
    String replaced = prose.replace(original);

    assertThat(replaced).hasSameSizeAs(original);
    assertThat(replaced.getBytes(StandardCharsets.UTF_8))
        .hasSameSizeAs(original.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < original.length(); i++) {
      char before = original.charAt(i);
      char after = replaced.charAt(i);
      assertThat(Character.isUpperCase(after)).isEqualTo(Character.isUpperCase(before));
      assertThat(Character.UnicodeScript.of(after)).isEqualTo(Character.UnicodeScript.of(before));
      assertThat(Character.isLetter(before) ? after != before : after == before).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void proseDeflatesMuchAsItDid(int level) {
    for (String original : List.of(FINNISH, SWEDISH, ENGLISH)) {
      assertThat(deflatedBytes(prose.replace(original), level))
          .isCloseTo(deflatedBytes(original, level), Percentage.withPercentage(15));
    }
  }

  @Test
  void aWordBecomesTheSameWordWhateverItsCase() {
    String[] replaced = prose.replace("kissa KISSA Kissa, kissa").split("[ ,]+", -1);

    assertThat(replaced[1]).isEqualTo(replaced[0].toUpperCase(Locale.ROOT));
    assertThat(replaced[2]).isEqualToIgnoringCase(replaced[0]);
    assertThat(replaced[3]).isEqualTo(replaced[0]);
  }

  @Test
  void addressesAndNumbersVanish() {
    String original = "ring 0401234567 or anna@gmail.com, http://www.example.org/anna?x=17";
    String replaced = prose.replace(original);

    assertThat(replaced).matches("\\w{4} \\d{10} \\w\\w \\w+@\\w+\\.\\w+, \\w+://.*=\\d\\d");
    assertThat(replaced).doesNotContain("0401234567", "anna", "gmail", "http", "17");
  }

  @Test
  void symbolsMarksAndDamageStay() {
    assertThat(prose.replace("\uFFFD\u0000\u0007 💖 → !\r\n"))
        .isEqualTo("\uFFFD\u0000\u0007 💖 → !\r\n");
    assertThat(prose.replace("e\u0301").charAt(1)).isEqualTo('\u0301');
    assertThat(prose.replace("")).isEmpty();
  }

  @Property(tries = 1000)
  void anyTextKeepsItsLengthAndNoLetterOrDigit(@ForAll String original) {
    String replaced = prose.replace(original);

    assertThat(replaced).hasSameSizeAs(original);
    assertThat(replaced.getBytes(StandardCharsets.UTF_8))
        .hasSameSizeAs(original.getBytes(StandardCharsets.UTF_8));
    for (int at = 0; at < original.length(); at = original.offsetByCodePoints(at, 1)) {
      int character = original.codePointAt(at);
      if (Letters.isReplaced(character)) {
        assertThat(replaced.codePointAt(at)).isNotEqualTo(character);
      } else {
        assertThat(replaced.codePointAt(at)).isEqualTo(character);
      }
    }
    assertThat(OTHER.replace(original)).isEqualTo(replaced);
  }

  private static Set<String> words(String text) {
    return new HashSet<>(
        NO_LETTERS
            .splitAsStream(text.toLowerCase(Locale.ROOT))
            .filter(word -> word.length() > 1)
            .collect(Collectors.toSet()));
  }

  private static int deflatedBytes(String text, int level) {
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      return deflater.deflate(new byte[1 << 16]);
    } finally {
      deflater.end();
    }
  }
}
