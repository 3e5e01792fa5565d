package com.happypancake.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.sample.SampleDump;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pseudonyms make of all the texts of a sample. */
class SamplePseudonymsTest {

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

  /** Of either country some hundred members and some thousand messages. */
  private static final Map<SampleCountry, Double> SCALES =
      Map.of(SampleCountry.FI, 0.004, SampleCountry.SE, 0.0001);

  @TempDir Path folder;

  @Test
  void noWordOfFinlandSurvivesAndWhatIsUniqueStaysSo() throws Exception {
    expectPseudonyms(SampleCountry.FI);
  }

  @Tag("slow")
  @Test
  void noWordOfSwedenSurvivesAndWhatIsUniqueStaysSo() throws Exception {
    expectPseudonyms(SampleCountry.SE);
  }

  private void expectPseudonyms(SampleCountry country) throws Exception {
    Path keyFile = Files.createTempFile(folder, "pseudonym", ".key");
    Files.write(keyFile, new byte[PseudonymKey.MIN_BYTES]);
    Pseudonyms pseudonyms = new Pseudonyms(PseudonymKey.read(keyFile));
    Map<Pseudonym, List<String>> originals = texts(country);
    Map<Pseudonym, List<String>> replaced = new EnumMap<>(Pseudonym.class);
    originals.forEach(
        (kind, texts) ->
            replaced.put(kind, texts.stream().map(text -> pseudonyms.text(kind, text)).toList()));

    assertThat(words(replaced.get(Pseudonym.PSEUDONYM_TEXT)))
        .doesNotContainAnyElementsOf(words(originals.get(Pseudonym.PSEUDONYM_TEXT)));
    for (Pseudonym kind : List.of(Pseudonym.PSEUDONYM_NICKNAME, Pseudonym.PSEUDONYM_EMAIL)) {
      assertThat(new HashSet<>(replaced.get(kind))).hasSameSizeAs(originals.get(kind));
      assertThat(folded(replaced.get(kind))).hasSameSizeAs(originals.get(kind));
      for (int i = 0; i < originals.get(kind).size(); i++) {
        assertThat(replaced.get(kind).get(i)).isNotEqualTo(originals.get(kind).get(i));
      }
    }
    assertThat(deflatedBytes(replaced.get(Pseudonym.PSEUDONYM_TEXT)))
        .isCloseTo(
            deflatedBytes(originals.get(Pseudonym.PSEUDONYM_TEXT)), Percentage.withPercentage(15));
  }

  private Map<Pseudonym, List<String>> texts(SampleCountry country) throws Exception {
    SampleDump.write(
        new SamplePlan(country, SCALES.get(country), 7),
        folder.resolve("sample"),
        Clock.systemUTC(),
        WriteOptions.preferred(),
        SampleProgress.silent());
    Dump dump = Dump.open(folder.resolve("sample"));
    Map<Pseudonym, List<String>> texts = new EnumMap<>(Pseudonym.class);
    for (Part part : dump.parts()) {
      LegacyTable table = LegacyCatalogue.hpc().table(part.getTable());
      try (PartReader records = dump.read(part)) {
        while (records.advance()) {
          add(table, DynamicMessage.parseFrom(table.descriptor(), records.record()), texts);
        }
      }
    }
    return texts;
  }

  private static void add(
      LegacyTable table, DynamicMessage row, Map<Pseudonym, List<String>> texts) {
    for (LegacyColumn column : table.columns()) {
      Pseudonym kind = column.options().getPseudonym();
      if (kind != Pseudonym.PSEUDONYM_NONE && row.getField(column.field()) instanceof String text) {
        texts.computeIfAbsent(kind, absent -> new ArrayList<>()).add(text);
      }
    }
  }

  private static Set<String> words(List<String> texts) {
    return texts.stream()
        .flatMap(text -> NO_LETTERS.splitAsStream(text.toLowerCase(Locale.ROOT)))
        .filter(word -> word.length() > 1)
        .collect(Collectors.toSet());
  }

  private static Set<String> folded(List<String> texts) {
    return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  private static int deflatedBytes(List<String> texts) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      byte[] bytes = String.join("\n", texts).getBytes(StandardCharsets.UTF_8);
      deflater.setInput(bytes);
      deflater.finish();
      return deflater.deflate(new byte[bytes.length]);
    } finally {
      deflater.end();
    }
  }
}
