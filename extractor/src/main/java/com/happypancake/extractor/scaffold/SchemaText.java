package com.happypancake.extractor.scaffold;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.extractor.scaffold.CatalogueTable.CatalogueColumn;
import com.happypancake.extractor.scaffold.SchemaPlan.MessagePlan;
import com.happypancake.extractor.scaffold.SchemaPlan.MessagePlan.Field;
import com.happypancake.extractor.scaffold.SchemaPlan.MessagePlan.Line;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Prints a plan as a .proto for people, with the catalogue's facts as comments. */
final class SchemaText {

  private static final int MAX_COLUMNS = 100;
  private static final Pattern REGULAR = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private final StringBuilder out = new StringBuilder();

  private SchemaText() {}

  /** Returns the text of a plan. protoc compiles it to {@link SchemaPlan#descriptor}. */
  static String of(SchemaPlan plan) {
    SchemaText text = new SchemaText();
    text.head(plan);
    plan.messages().forEach(text::message);
    return text.out.toString();
  }

  private void head(SchemaPlan plan) {
    String set = plan.file().replaceFirst("\\.proto$", ".desc");
    out.append(
        String.format(
            Locale.ROOT,
            """
            // The tables of %s, as hpc extract scaffold
            // found them: a message is a table, a field a column. A field is absent exactly where the
            // column is NULL. Names in the options are the database's own.
            //
            // %s beside this file holds the same for hpc extract --descriptors. After a change
            // here, write it anew with
            //   protoc -I <this folder> -I <hpc>/schemas/src/main/protobuf --include_imports \\
            //       --descriptor_set_out=%s %s
            // hpc/options.proto there tells what the options mean, hpc/legacy.proto how types are held.
            //
            // What the database does not know is added by hand:
            // - pseudonym: <kind> on a column that tells who somebody is, or that somebody wrote;
            // - time_column: "<column>" on a table without a rowversion whose rows are only ever added,
            //   with the column that tells when. Without it there are no deltas of the table.
            syntax = "proto3";

            package %s;

            import "hpc/options.proto";
            %s
            option java_multiple_files = true;
            option java_outer_classname = "%s";
            """,
            comment(plan.origin()),
            set,
            set,
            plan.file(),
            plan.packageName(),
            plan.hasMessageFields() ? "import \"hpc/types.proto\";\n" : "",
            plan.outerClass()));
  }

  private void message(MessagePlan plan) {
    out.append('\n');
    comment(
        "",
        (plan.table().view() ? "The view " : "")
            + bracketed(plan.table().schema())
            + "."
            + bracketed(plan.table().name()));
    plan.remarks().forEach(remark -> comment("", remark));
    out.append("message ").append(plan.name()).append(" {\n");
    options("  option (hpc.options.table) = {", table(plan.options()), "};");
    plan.lines().forEach(this::line);
    out.append("}\n");
  }

  private void line(Line line) {
    CatalogueColumn column = line.column();
    String remarks = line.remarks().isEmpty() ? "" : ": " + String.join(", ", line.remarks());
    String text =
        bracketed(column.name())
            + " "
            + comment(column.ddl())
            + (column.nullable() ? " NULL" : " NOT NULL")
            + remarks;
    out.append('\n');
    comment("  ", line.field().isPresent() ? text : "Left out, " + line.number() + ": " + text);
    line.field()
        .ifPresent(
            field ->
                options(
                    String.format(
                        Locale.ROOT,
                        "  optional %s %s = %d [(hpc.options.column) = {",
                        type(field),
                        field.name(),
                        field.number()),
                    column(field.options()),
                    "}];"));
  }

  private static String type(Field field) {
    FieldDescriptor.Type type = field.type().fieldType();
    return type == FieldDescriptor.Type.MESSAGE
        ? SchemaPlan.MESSAGE.getFullName()
        : type.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> table(Table options) {
    List<String> entries = new ArrayList<>();
    entries.add("schema: " + literal(options.getSchema()));
    entries.add("name: " + literal(options.getName()));
    options.getKeyList().forEach(key -> entries.add("key: " + literal(key)));
    return entries;
  }

  private static List<String> column(Column options) {
    List<String> entries = new ArrayList<>();
    entries.add("name: " + literal(options.getName()));
    entries.add("type: " + literal(options.getType()));
    if (options.getNullable()) {
      entries.add("nullable: true");
    }
    if (options.getUnique()) {
      entries.add("unique: true");
    }
    if (!options.getLookup().isEmpty()) {
      entries.add("lookup: " + literal(options.getLookup()));
    }
    return entries;
  }

  /** Appends options on the same line, or on separate lines if that line would be too long. */
  private void options(String begin, List<String> entries, String end) {
    String line = begin + String.join(" ", entries) + end;
    if (line.length() <= MAX_COLUMNS) {
      out.append(line).append('\n');
      return;
    }
    out.append(begin).append('\n');
    wrapped("    ", entries);
    out.append("  ").append(end).append('\n');
  }

  private void comment(String indent, String text) {
    wrapped(indent + "// ", Arrays.asList(text.split(" ", -1)));
  }

  private void wrapped(String begin, List<String> words) {
    StringBuilder line = new StringBuilder(begin).append(words.get(0));
    for (String word : words.subList(1, words.size())) {
      if (line.length() + 1 + word.length() > MAX_COLUMNS) {
        out.append(line).append('\n');
        line = new StringBuilder(begin).append(word);
      } else {
        line.append(' ').append(word);
      }
    }
    out.append(line).append('\n');
  }

  /** Returns a name for a comment, in brackets if DDL needs them. */
  static String bracketed(String name) {
    return comment(REGULAR.matcher(name).matches() ? name : "[" + name.replace("]", "]]") + "]");
  }

  /** Returns text for a comment, on one line. */
  static String comment(String text) {
    return escaped(text, false);
  }

  static String literal(String text) {
    return '"' + escaped(text, true) + '"';
  }

  /** Escapes control characters in octal, as protoc reads them. */
  private static String escaped(String text, boolean isLiteral) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLiteral && (c == '"' || c == '\\')) {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7F) {
        out.append(String.format(Locale.ROOT, "\\%03o", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
