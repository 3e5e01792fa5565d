package com.happypancake.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestDeltas.TestPart;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.legacy.City;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that makes a folder, where a link has the folder's name. */
@Timeout(120)
class LinkedFolderTest {

  @TempDir private static Path inputs;
  @TempDir private Path folder;
  private final TestSession session = new TestSession();

  @BeforeAll
  static void makeInputs() throws Exception {
    TestSession making = new TestSession();
    String[] sample = {"sample", "create", "--country", "FI", "--scale", "0.0001", "--to"};
    assertThat(making.run(with(sample, inputs.resolve("dump")))).isZero();
    assertThat(making.run(with(sample, inputs.resolve("damaged")))).isZero();
    assertThat(making.run(with(sample, database()))).isZero();
    Path part = inputs.resolve("damaged/Cities/part-00000.pb.gz");
    byte[] bytes = Files.readAllBytes(part);
    bytes[30] ^= 1;
    Files.write(part, bytes);
    Dump base = TestDeltas.write(inputs.resolve("base"), TestDeltas.full(), List.of(cities(1)));
    TestDeltas.write(inputs.resolve("delta"), TestDeltas.delta(base), List.of(cities(2)));
  }

  private static TestPart cities(int id) {
    return TestPart.rows(
        "Cities",
        City.getDefaultInstance(),
        List.of(City.newBuilder().setCityId(id).setName("Åbo").setCountryCode("FI").build()));
  }

  private static String database() {
    return "jdbc:h2:file:" + inputs.resolve("h2") + ";MODE=MSSQLServer";
  }

  private static String[] with(String[] command, Object last) {
    List<String> all = new ArrayList<>(Arrays.asList(command));
    all.add(last.toString());
    return all.toArray(String[]::new);
  }

  static Stream<List<String>> commands() {
    return Stream.of(
            "sample create --country FI --scale 0.0001 --to",
            "extract --source DATABASE --country FI --out",
            "extract scaffold --source DATABASE --out",
            "transform --max-rejects 1000 --in IN/dump --out",
            "dumps merge IN/base IN/delta --out",
            "dumps export IN/dump --out",
            "dumps repair IN/damaged --out")
        .map(
            line ->
                Stream.of(line.split(" "))
                    .map(word -> word.replace("DATABASE", database()))
                    .map(word -> word.replace("IN/", inputs + "/"))
                    .toList());
  }

  private int run(List<String> command, Path out) {
    return session.run(with(command.toArray(String[]::new), out));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aLinkToAnEmptyFolderIsThatFolder(List<String> command) throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    // A repair that loses records exits with 3.
    int expected = command.contains("repair") ? 3 : 0;
    assertThat(run(command, link)).as(session.err()).isEqualTo(expected);
    assertThat(names(target)).isNotEmpty().doesNotContain(".unfinished");
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aLinkThatLeadsToNoFolderIsRefusedAndNothingIsMade(List<String> command) throws IOException {
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    for (Path out : List.of(dangling, loop, dangling.resolve("below"))) {
      Path link = out.equals(loop) ? loop : dangling;
      assertThat(run(command, out)).isEqualTo(5);
      assertThat(session.err())
          .contains(link + ": is a link, and the folder that it names is missing or out of reach");
    }
    assertThat(names(folder)).containsExactlyInAnyOrder("dangling", "loop");
  }
}
