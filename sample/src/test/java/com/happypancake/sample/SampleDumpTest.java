package com.happypancake.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.block.Workers;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.dumps.repair.Verifier;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("sets the default locale and time zone")
class SampleDumpTest {
  private static final SamplePlan SWEDEN = new SamplePlan(SampleCountry.SE, 0.0001, 1);

  private final Path temporary;

  SampleDumpTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private Manifest write(String name) throws IOException {
    return SampleDump.write(
        SWEDEN,
        temporary.resolve(name),
        Clock.systemUTC(),
        WriteOptions.preferred(),
        SampleProgress.silent());
  }

  @Test
  void theDumpIsWholeAndSaysWhatItIs() throws IOException, InterruptedException {
    Manifest manifest = write("dump");
    Dump dump = Dump.open(temporary.resolve("dump"));
    assertThat(new Verifier(dump, 1, (path, done, total) -> {}).run().damages()).isEmpty();
    for (Part part : dump.parts()) {
      String table = part.getTable().replace("dbo.", "");
      assertThat(part.getPath()).isEqualTo(table + "/part-00000.pb.gz");
      assertThat(part.getRecords()).isEqualTo(SWEDEN.rows(table));
    }
    assertThat(dump.manifest()).isEqualTo(manifest);
    assertThat(manifest.getContent()).isEqualTo(Content.CONTENT_ROWS);
    assertThat(manifest.getKind()).isEqualTo(Kind.KIND_FULL);
    assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_SYNTHETIC);
    assertThat(manifest.getCountry()).isEqualTo("SE");
    assertThat(manifest.getTimeZone()).isEqualTo("Europe/Stockholm");
    assertThat(manifest.getSource().getDatabase()).isEqualTo("SE scale 1.0E-4 seed 1");
  }

  @Test
  void keyRangesAndRepairsAreEntered() throws IOException {
    Manifest manifest = write("dump");
    Part members = part(manifest, "dbo.Members");
    assertThat(members.getKeyRange().getFirst()).isEqualTo("1");
    assertThat(Long.parseLong(members.getKeyRange().getLast())).isGreaterThan(270);
    assertThat(members.getRepairedTexts()).isPositive();
    assertThat(part(manifest, "dbo.ProfileVisits").getKeyRange().getFirst())
        .matches("1,\\d+,\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}");
  }

  @Test
  void tablesWithAKeyOfIntegersAreInItsOrder() throws IOException {
    write("dump");
    Dump dump = Dump.open(temporary.resolve("dump"));
    List<Part> inOrder = dump.parts().stream().filter(Part::getKeyOrder).toList();
    assertThat(inOrder).hasSize(11);
    for (Part part : inOrder) {
      RecordKey key = RecordKey.of(dump.descriptor(part)).orElseThrow();
      List<long[]> keys = new ArrayList<>();
      try (PartReader reader = dump.read(part)) {
        while (reader.advance()) {
          keys.add(Arrays.stream(reader.key(key).split(",")).mapToLong(Long::parseLong).toArray());
        }
      }
      assertThat(keys).as(part.getTable()).isSortedAccordingTo(Arrays::compare);
    }
  }

  private static Part part(Manifest manifest, String table) {
    return manifest.getPartsList().stream()
        .filter(part -> part.getTable().equals(table))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void marksAreBeyondEveryRow() throws IOException {
    Manifest manifest = write("dump");
    long versioned =
        manifest.getPartsList().stream()
            .filter(part -> !part.getTable().equals("dbo.ProfileVisits"))
            .mapToLong(Part::getRecords)
            .sum();
    for (Mark mark : manifest.getMarksList()) {
      if (mark.getTable().equals("dbo.ProfileVisits")) {
        assertThat(mark.hasRowversion()).isFalse();
        assertThat(mark.hasTimeTicks()).isTrue();
      } else {
        assertThat(mark.getRowversion().asReadOnlyByteBuffer())
            .isEqualTo(ByteBuffer.allocate(8).putLong(0, versioned + 1));
      }
    }
  }

  @Test
  void twoDumpsOfOnePlanHaveTheSameFiles() throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Manifest one = write("one");
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      assertThat(write("two")).isEqualTo(one);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void anyNumberOfThreadsWritesTheSameFiles(int threads) throws IOException {
    SamplePlan plan = new SamplePlan(SampleCountry.FI, 0.01, 1);
    Manifest manifest =
        SampleDump.write(
            plan,
            temporary.resolve("dump"),
            Clock.systemUTC(),
            WriteOptions.preferred(),
            Workers.of(threads),
            SampleProgress.silent());
    assertThat(part(manifest, "dbo.Messages").getRecords()).as("several ranges").isEqualTo(12_000);
    assertThat(manifest.getContentDigest())
        .isEqualTo("7be58a5615ea337b44470f7297b24ef930f04d773adc525bad0edfd388427b69");
  }

  /** If these changed, the samples of all users would. */
  @Test
  void rowsStayWhatTheyAre() throws IOException {
    Manifest manifest = write("dump");
    assertThat(part(manifest, "dbo.Members").getContentSha256())
        .isEqualTo("ec4b308dd15e5e3dcf0c5b425db1341726c08a53420cd1a76f89169594e05751");
    assertThat(part(manifest, "dbo.Messages").getContentSha256())
        .isEqualTo("c03adcee449f8a55a8b5e6e4dd8db921e73530fb5cf1ee651264b5ef21411a55");
    assertThat(part(manifest, "dbo.ProfileVisits").getContentSha256())
        .isEqualTo("ec322cc833d30abac06d441852f4ee3d6bcc7d783574a27d813b5e26068d58d3");
  }

  @Test
  void recordsAreMessagesOfTheSchema() throws IOException {
    Manifest manifest = write("dump");
    Dump dump = Dump.open(temporary.resolve("dump"));
    try (PartReader reader = dump.read(part(manifest, "dbo.Members"))) {
      assertThat(reader.advance()).isTrue();
      Member member = Member.parseFrom(reader.record());
      assertThat(member.getMemberId()).isEqualTo(1);
      assertThat(member.getEmail()).matches("[a-z]+\\.[a-z]+\\d*@[a-z]+\\.[a-z]+");
      assertThat(member.getUnknownFields().asMap()).isEmpty();
      assertThat(member.getRowVersion().size()).isEqualTo(8);
    }
  }

  @Test
  void aFolderThatIsNotEmptyIsRefused() throws IOException {
    Files.writeString(temporary.resolve("diary.txt"), "dear diary");
    assertThatThrownBy(() -> write("")).isInstanceOf(RefusedFolderException.class);
  }
}
