package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the examples in the Javadoc of the public classes. */
class JavadocExamplesTest {

  private static final Path SOURCES = Path.of("src/main/java/com/happypancake/dumps");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\R(.*?)\\R \\* }</pre>", Pattern.DOTALL);

  @TempDir Path temporary;

  @Test
  void theExamplesOfWriterAndReaderWriteAndReadADump() throws Exception {
    Path folder = temporary.resolve("dump");
    List<String> written = run(example("DumpWriter.java", 0), folder);
    assertThat(written).isEmpty();
    assertThat(Dump.open(folder).parts().get(0).getRecords()).isEqualTo(1);
    assertThat(run(example("Dump.java", 0), folder)).containsExactly("Åbo");
    assertThat(run(example("Dump.java", 1), folder)).containsExactly("Åbo");
    assertThat(run(example("Dump.java", 2), folder)).containsExactly("Åbo");
  }

  private static String example(String file, int place) throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(SOURCES.resolve(file)));
    List<String> examples = new ArrayList<>();
    while (matcher.find()) {
      examples.add(matcher.group(1).replaceAll("(?m)^ \\* ?", ""));
    }
    return examples.get(place);
  }

  /** Runs statements that know {@code folder}, {@code schemas} and {@code use(City)}. */
  private List<String> run(String statements, Path folder) throws Exception {
    String source =
        String.format(
            Locale.ROOT,
            """
            import com.happypancake.dumps.*;
            import com.happypancake.schemas.legacy.*;
            import com.happypancake.schemas.manifest.*;
            import java.nio.file.Path;
            import java.time.Clock;
            import java.util.*;
            import com.google.protobuf.Descriptors.FileDescriptor;

            public class Example {
              static final List<String> used = Collections.synchronizedList(new ArrayList<>());

              static void use(City city) {
                used.add(city.getName());
              }

              public static List<String> run(Path folder) throws Exception {
                List<FileDescriptor> schemas = List.of(LegacyProto.getDescriptor());
                City city =
                    City.newBuilder().setCityId(1).setName("Åbo").setCountryCode("FI").build();
                %s
                return used;
              }
            }
            """,
            statements);
    Path classes = Files.createTempDirectory(temporary, "classes");
    Path file = Files.writeString(classes.resolve("Example.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                problems,
                null,
                null,
                List.of("-d", classes.toString(), "-encoding", "UTF-8", "-proc:none"),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
            .call();
    assertThat(compiled).as(problems + "\n" + source).isTrue();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Object used = loader.loadClass("Example").getMethod("run", Path.class).invoke(null, folder);
      return ((List<?>) used).stream().map(Object::toString).toList();
    }
  }
}
