package com.happypancake.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Timestamp;
import com.happypancake.cli.TestSession;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.extractor.state.StateFolder;
import com.happypancake.schemas.extraction.Boundary;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.KeyValue;
import com.happypancake.schemas.extraction.TableState;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Before, beside and after an extraction: {@code check}, {@code status}, {@code pause}. */
class ExtractCheckCommandTest {

  private static final String URL = "jdbc:h2:mem:checked;MODE=MSSQLServer";

  @TempDir private Path folder;
  private Connection connection;

  @BeforeEach
  void create() throws SQLException {
    connection = DriverManager.getConnection(URL);
    assertThat(
            new TestSession()
                .run("sample", "create", "--country", "FI", "--scale", "0.001", "--to", URL))
        .isZero();
  }

  @AfterEach
  void drop() throws SQLException {
    connection.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path dump() {
    return folder.resolve("dump");
  }

  private TestSession run(int code, String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of("--source", URL, "--country", "FI", "--out", dump().toString()));
    return TestSession.ended(code, words, more);
  }

  private TestSession about(int code, String command, String... more) {
    return TestSession.ended(code, List.of("extract", command, dump().toString()), more);
  }

  @Test
  void whatWouldBeExtractedIsToldAndNothingIsTouched() {
    TestSession session =
        run(0, "extract check", "--max-rows-per-second", "100", "--rows-per-part", "500");
    assertThat(session.err()).isEmpty();
    assertThat(session.out())
        .containsPattern("(?m)^ok +source +embedded, database checked answers: H2 ")
        .containsPattern("(?m)^ok +schema +all tables can be read and fit the schema: 13$")
        .containsPattern("(?m)^warning +consistency +database-snapshot is not possible")
        .containsPattern("(?m)^ok +time +about [0-9]+ s at the rates that are set$")
        .containsPattern("(?m)^dbo.Messages +1200 +\\? +3 +rowversion +MessageId$")
        .containsPattern("(?m)^dbo.ProfileVisits +900 +\\? +2 +time column +VisitorId, VisitedId, ")
        .containsPattern("(?m)^dbo.Blocks +12 +\\? +1 +rowversion +- it has no more than 500 rows$")
        .containsPattern("(?m)^total +[0-9]+ +\\? +[0-9]+$");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void itIsPrintedForPrograms() {
    JsonObject json =
        JsonParser.parseString(
                run(0, "extract check", "--json", "--max-rows-per-second", "100").out())
            .getAsJsonObject();
    assertThat(json.get("wouldBegin").getAsBoolean()).isTrue();
    assertThat(json.get("tables").getAsJsonArray()).hasSize(13);
    JsonObject table = json.get("tables").getAsJsonArray().get(0).getAsJsonObject();
    assertThat(table.get("table").getAsString()).isEqualTo("dbo.Cities");
    assertThat(table.get("chunks").getAsLong()).isEqualTo(1);
    assertThat(table.get("deltaBy").getAsString()).isEqualTo("ROWVERSION");
    assertThat(table.has("bytes")).isFalse();
    assertThat(json.get("secondsAtLimits").getAsLong())
        .isEqualTo((json.get("rows").getAsLong() + 99) / 100);
    assertThat(json.get("findings").getAsJsonArray())
        .anySatisfy(
            each ->
                assertThat(each.getAsJsonObject().get("subject").getAsString())
                    .isEqualTo("change tracking"));
  }

  @Test
  void driftExitsAsTheExtractionWouldAndListsEveryDifference() throws SQLException {
    execute("DROP TABLE \"dbo\".\"Flirts\"");
    execute("ALTER TABLE \"dbo\".\"Cities\" ADD COLUMN \"Mayor\" nvarchar(50)");
    TestSession check = run(3, "extract check");
    assertThat(check.err())
        .isEqualTo(
            "hpc extract check: the extraction would not begin: dbo.Cities: column Mayor character"
                + " varying is not in the schema (and 1 more, all listed above)\n");
    assertThat(check.out())
        .containsPattern("(?m)^refused +schema +dbo.Flirts: there is no such table$")
        .containsPattern("(?m)^dbo.Flirts +\\? +\\? +\\? +\\? +\\?$");
    assertThat(run(3, "extract").err()).contains("dbo.Flirts: there is no such table");
    assertThat(run(3, "extract check", "--json").out()).contains("\"wouldBegin\": false");
    run(0, "extract check", "--allow-extra-columns", "--tables", "Cities,Members");
  }

  @Test
  void tablesAreLeftOutByNameOrPattern() {
    assertThat(run(0, "extract check", "--exclude-tables", "dbo.Cities,*messages,P*").out())
        .contains("dbo.Members")
        .contains("dbo.Interests")
        .doesNotContain("dbo.Cities ")
        .doesNotContain("dbo.Messages ")
        .doesNotContain("dbo.Photos ");
    assertThat(
            run(0, "extract check", "--tables", "C*,Members", "--exclude-tables", "members").out())
        .contains("dbo.Cities ")
        .doesNotContain("dbo.Members ");
    assertThat(run(2, "extract check", "--exclude-tables", "Memers").err())
        .contains("no message holds the table Memers; the schemas hold Cities, ");
    assertThat(run(2, "extract check", "--exclude-tables", "X*").err())
        .contains("no message holds a table like X*");
    assertThat(run(2, "extract check", "--exclude-tables", "*").err())
        .contains("--exclude-tables leaves no table to read");
  }

  @Test
  void namesOfModesMayBeInCapitals() {
    assertThat(run(0, "extract check", "--consistency", "READ-COMMITTED", "--codec", "JDK-1").out())
        .containsPattern("(?m)^warning +consistency +read-committed is chosen");
    assertThat(run(2, "extract check", "--consistency", "best").err())
        .contains("--consistency is 'best'; expected database-snapshot, snapshot or");
  }

  @Test
  void aSampleHasNoEmptyNames() {
    String sample = folder.resolve("sample").toString();
    TestSession.ended(
        0, List.of("sample", "create", "--country", "FI", "--scale", "0.0001", "--to", sample));
    TestSession status = TestSession.ended(0, List.of("extract", "status", sample));
    assertThat(status.out())
        .contains("\nsource       hpc sample, database FI scale 1.0E-4 seed 1\n")
        .doesNotContain("server");
    assertThat(TestSession.ended(0, List.of("extract", "status", sample, "--json")).out())
        .doesNotContain("\"server\"", "\"\"");
  }

  @Test
  void onlyWhatCanBeTransformedIsAdvisedToBe() {
    assertThat(run(0, "extract", "--tables", "Members").out())
        .contains("next: hpc dumps ls " + dump());
    assertThat(
            TestSession.ended(
                    0,
                    List.of("extract", "--source", URL, "--country", "FI"),
                    "--out",
                    folder.resolve("all").toString())
                .out())
        .contains("next: hpc transform --in " + folder.resolve("all"));
  }

  @Test
  void theAdviceForADeltaWorks() throws Exception {
    Path base = folder.resolve("base");
    TestSession.ended(
        0,
        List.of("extract", "--source", URL, "--country", "FI", "--tables", "Cities,Members"),
        "--out",
        base.toString());
    execute("DELETE FROM \"dbo\".\"Members\" WHERE \"MemberId\" = 1");
    String advice = "hpc transform --in " + dump() + " --base " + base + " --out events/…";
    assertThat(run(0, "extract", "--since", base.toString(), "--tables", "Cities,Members").out())
        .endsWith("; next: " + advice + "\n");
    String command = advice.replace("events/…", folder.resolve("events").toString());
    TestSession.ended(0, List.of(command.split(" ")).subList(1, 8), "--max-rejects=100%");
  }

  @Test
  void aDeltaThatNobodyCanTransformIsAdvisedToBeMerged() {
    Path base = folder.resolve("base");
    TestSession.ended(
        0,
        List.of("extract", "--source", URL, "--country", "FI", "--tables", "Members"),
        "--out",
        base.toString());
    assertThat(run(0, "extract", "--since", base.toString(), "--tables", "Members").out())
        .endsWith("; next: hpc dumps merge <base> … " + dump() + " --out dumps/…\n");
  }

  @Test
  void theSettingsOfConnectionsAreOptions() throws Exception {
    SourceOptions options = new SourceOptions();
    new CommandLine(options)
        .parseArgs(
            "--source=" + URL,
            "--login-timeout=7",
            "--query-timeout=600",
            "--lock-timeout=5",
            "--packet-bytes=8000");
    assertThat(options.connection())
        .isEqualTo(
            new ConnectionSettings(
                Duration.ofSeconds(7),
                Duration.ofSeconds(600),
                Duration.ofSeconds(660),
                Duration.ofSeconds(5),
                8000));
    new CommandLine(options).parseArgs("--source=" + URL);
    assertThat(options.connection()).isEqualTo(ConnectionSettings.DEFAULT);
    assertThat(run(2, "extract check", "--socket-timeout", "300").err())
        .contains("the socket timeout is 300 s; expected longer than the query timeout, 300 s");
  }

  @Test
  void eachRefusalHasTheCodeOfItsKind() throws IOException {
    assertThat(run(4, "extract check", "--consistency", "database-snapshot").err())
        .contains("database-snapshot is asked for and not possible: the source has no such thing");
    Files.createDirectories(dump());
    Files.writeString(dump().resolve("letter.txt"), "mine");
    assertThat(run(5, "extract check").err()).contains("is not empty");
    Files.delete(dump().resolve("letter.txt"));
    Files.delete(dump());
    Files.writeString(dump(), "");
    assertThat(run(5, "extract check").err()).contains("is a file");
  }

  @Test
  void aBaseThatIsRefusedExitsAsTheExtractionWould() throws IOException {
    String base = folder.resolve("base").toString();
    assertThat(run(5, "extract check", "--since", base).err()).contains("there is no such folder");
    run(5, "extract", "--since", base);
    assertThat(
            new TestSession()
                .run(
                    ("extract --tables Cities --source " + URL + " --country FI --out " + base)
                        .split(" ", -1)))
        .isZero();
    assertThat(run(3, "extract check", "--since", base).err())
        .contains("can't be the base: it does not hold dbo.Interests");
    run(3, "extract", "--since", base);
  }

  @Test
  void aFinishedDumpTellsItsCountsAndCanNotBePaused() {
    run(0, "extract");
    TestSession status = about(0, "status");
    assertThat(status.out())
        .startsWith(dump() + ": finished\nsource       H2 ")
        .contains("\nconsistency  snapshot\n")
        .containsPattern("(?m)^dbo.Messages +finished +- +1200 +- +[0-9]+$")
        .containsPattern("(?m)^total +13 of 13 +[0-9]+ +- +[0-9]+$");
    JsonObject json = JsonParser.parseString(about(0, "status", "--json").out()).getAsJsonObject();
    assertThat(json.get("state").getAsString()).isEqualTo("FINISHED");
    assertThat(json.get("tables").getAsJsonArray()).hasSize(13);
    assertThat(about(5, "pause").err()).contains(dump() + ": no extraction is unfinished there");
    assertThat(about(5, "continue").err()).contains("no extraction is unfinished there");
  }

  @Test
  void anUnfinishedExtractionIsPausedAndLetGoOn() throws IOException {
    leaveUnfinished();
    assertThat(about(0, "status").out())
        .isEqualTo(
            dump()
                + """
                : stopped; the same hpc extract with --resume goes on
                source       H2 2, server here, database shop
                consistency  read-committed
                begun        2026-02-01T10:00:00Z by the source's clock

                TABLE  STATE      CHUNKS  ROWS  OF ABOUT  BYTES
                dbo.A  under way  1 of 3    10  25           99
                dbo.B  waiting    0 of ?     0  -             0
                total  0 of 2               10  -            99
                """);
    String waits = "; nothing runs there now, and a run with --resume will wait too";
    String lets = "; hpc extract continue " + dump() + " lets it go on\n";
    assertThat(about(0, "pause").out()).isEqualTo(dump() + ": is paused" + waits + lets);
    assertThat(about(0, "pause").out()).isEqualTo(dump() + ": was paused already" + waits + lets);
    assertThat(about(0, "status").out()).contains("stopped, and paused; the same hpc extract");
    assertThat(about(0, "status", "--json").out())
        .contains("\"paused\": true", "\"chunksDone\": 1", "\"estimatedRows\": 25");
    String resume = "; nothing runs there now: the same hpc extract with --resume goes on\n";
    assertThat(about(0, "continue").out()).isEqualTo(dump() + ": goes on" + resume);
    assertThat(about(0, "continue").out()).isEqualTo(dump() + ": was not paused" + resume);
  }

  private void leaveUnfinished() throws IOException {
    Files.createDirectories(dump());
    Files.writeString(dump().resolve(".unfinished"), "");
    StateFolder state = StateFolder.of(dump());
    state.write(
        ExtractionState.newBuilder()
            .setConsistency(Consistency.CONSISTENCY_READ_COMMITTED)
            .addAllTables(List.of("dbo.A", "dbo.B"))
            .setSource(
                Source.newBuilder()
                    .setProduct("H2")
                    .setVersion("2")
                    .setServer("here")
                    .setDatabase("shop"))
            .setSourceTime(
                Timestamp.newBuilder()
                    .setSeconds(Instant.parse("2026-02-01T10:00:00Z").getEpochSecond()))
            .build());
    state.write(
        0,
        TableState.newBuilder()
            .setTable("dbo.A")
            .setEstimatedRows(25)
            .addBoundaries(boundary("10"))
            .addBoundaries(boundary("20"))
            .build());
    state.write(
        0,
        FinishedChunk.newBuilder()
            .setNumber(1)
            .addParts(
                Part.newBuilder()
                    .setPath("A/part-00001.pb.gz")
                    .setTable("dbo.A")
                    .setRecords(10)
                    .setBytes(99))
            .build());
  }

  private static Boundary boundary(String literal) {
    return Boundary.newBuilder().addValues(KeyValue.newBuilder().setLiteral(literal)).build();
  }

  @Test
  void whatAnEarlierRunHasReadIsNotThrownAwayInSilence() throws IOException {
    leaveUnfinished();
    assertThat(run(0, "extract", "--tables", "Cities", "--quiet").err())
        .isEqualTo(
            "note: "
                + dump()
                + ": begun anew, without the 10 rows that an earlier run has read; --resume would"
                + " have kept them\n");
  }

  @Test
  void aRunThatFindsNothingToGoOnWithSaysSo() {
    assertThat(run(0, "extract", "--tables", "Cities", "--quiet", "--resume").err())
        .isEqualTo("note: " + dump() + ": nothing is there to go on with; all rows are read\n");
    assertThat(run(0, "extract", "--tables", "Cities", "--quiet", "--resume").err())
        .isEqualTo("note: " + dump() + " is finished already; nothing is left to read\n");
  }

  @Test
  void aFindingOfSeveralLinesStaysInItsColumn() throws IOException {
    leaveUnfinished();
    assertThat(run(5, "extract check", "--resume", "--tables", "Cities").out())
        .containsPattern("(?m)^refused +folder +\\S+: was begun by another command:$")
        .containsPattern("(?m)^ {9,}+tables was ")
        .containsPattern("(?m)^ {9,}+give the same options, or begin it anew");
  }

  @Test
  void aFolderThatIsNoneIsRefused() {
    assertThat(about(5, "status").err())
        .contains(dump() + ": no extraction is unfinished there, nor a dump finished");
    assertThat(about(5, "pause").err()).contains("no extraction is unfinished there");
  }
}
