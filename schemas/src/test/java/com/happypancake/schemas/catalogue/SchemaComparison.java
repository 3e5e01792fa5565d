package com.happypancake.schemas.catalogue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.happypancake.schemas.topology.Module;
import com.happypancake.schemas.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what breaks readers of dumps and hearers of events between two versions of the schemas.
 * What is added breaks nobody.
 */
final class SchemaComparison {

  /** Options that only explain. */
  private static final Set<String> PROSE = Set.of("hpc.options.Column.not_carried");

  private final List<Break> breaks = new ArrayList<>();

  private SchemaComparison() {}

  /**
   * Something that breaks.
   *
   * @param element the full name of a message, field, enum or value, or {@code topology.<module>}
   * @param what what changed
   * @param declarable whether a declaration allows it
   */
  record Break(String element, String what, boolean declarable) {

    String text() {
      return element + ": " + what;
    }
  }

  /** Returns the breaks in the order of the files before. */
  static List<Break> of(List<FileDescriptor> before, List<FileDescriptor> now) {
    SchemaComparison comparison = new SchemaComparison();
    comparison.compare(new Elements(before), new Elements(now));
    return comparison.breaks;
  }

  /** Returns the breaks of modules in their order before. */
  static List<Break> of(Topology before, Topology now) {
    SchemaComparison comparison = new SchemaComparison();
    comparison.compare(before, now);
    return comparison.breaks;
  }

  /** The messages, enums and extensions of files by their full names. */
  private static final class Elements {

    final Map<String, Descriptor> messages = new LinkedHashMap<>();
    final Map<String, EnumDescriptor> enums = new LinkedHashMap<>();
    final Map<String, FieldDescriptor> extensions = new LinkedHashMap<>();

    Elements(List<FileDescriptor> files) {
      for (FileDescriptor file : files) {
        if (file.getPackage().startsWith("hpc.")) {
          file.getMessageTypes().forEach(this::add);
          file.getEnumTypes().forEach(each -> enums.put(each.getFullName(), each));
          file.getExtensions().forEach(each -> extensions.put(each.getFullName(), each));
        }
      }
    }

    private void add(Descriptor message) {
      messages.put(message.getFullName(), message);
      message.getNestedTypes().forEach(this::add);
      message.getEnumTypes().forEach(each -> enums.put(each.getFullName(), each));
    }
  }

  private void compare(Elements before, Elements now) {
    before.messages.forEach((name, message) -> compare(message, now.messages.get(name)));
    before.enums.forEach((name, values) -> compare(values, now.enums.get(name)));
    before.extensions.forEach(
        (name, extension) -> {
          FieldDescriptor same = now.extensions.get(name);
          if (same == null) {
            add(name, "the extension was removed");
          } else {
            compare(name, facts(extension), facts(same));
          }
        });
  }

  private void compare(Descriptor before, @Nullable Descriptor now) {
    if (now == null) {
      add(before.getFullName(), "the message was removed");
      return;
    }
    compare(before.getFullName(), options(before.getOptions()), options(now.getOptions()));
    for (FieldDescriptor field : before.getFields()) {
      FieldDescriptor same = now.findFieldByName(field.getName());
      if (same == null) {
        same = now.findFieldByNumber(field.getNumber());
      }
      if (same == null) {
        removed(field.getFullName(), field.getNumber(), now.isReservedNumber(field.getNumber()));
      } else {
        compare(field.getFullName(), facts(field), facts(same));
      }
    }
  }

  private void compare(EnumDescriptor before, @Nullable EnumDescriptor now) {
    if (now == null) {
      add(before.getFullName(), "the enum was removed");
      return;
    }
    for (EnumValueDescriptor value : before.getValues()) {
      String element = before.getFullName() + "." + value.getName();
      EnumValueDescriptor same = now.findValueByName(value.getName());
      EnumValueDescriptor other = now.findValueByNumber(value.getNumber());
      if (same != null && same.getNumber() != value.getNumber()) {
        add(element, changed("number", value.getNumber(), same.getNumber()));
      } else if (same == null && other != null) {
        add(element, changed("name", value.getName(), other.getName()));
      } else if (same == null) {
        removed(element, value.getNumber(), now.isReservedNumber(value.getNumber()));
      }
    }
  }

  private void compare(String element, Map<String, String> before, Map<String, String> now) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String was = before.getOrDefault(name, "not set");
      String is = now.getOrDefault(name, "not set");
      if (!was.equals(is)) {
        add(element, changed(name, was, is));
      }
    }
  }

  private void compare(Topology before, Topology now) {
    if (!before.getExchange().equals(now.getExchange())) {
      add("topology", changed("exchange", before.getExchange(), now.getExchange()));
    }
    Map<String, Module> modules = new LinkedHashMap<>();
    now.getModulesList().forEach(module -> modules.put(module.getName(), module));
    for (Module module : before.getModulesList()) {
      String element = "topology." + module.getName();
      Module same = modules.get(module.getName());
      if (same == null) {
        add(element, "the module was removed");
        continue;
      }
      for (String binding : module.getBindingsList()) {
        if (!same.getBindingsList().contains(binding)) {
          add(element, "the binding " + binding + " was removed");
        }
      }
    }
  }

  private void removed(String element, int number, boolean reserved) {
    String what =
        "it was removed" + (reserved ? "" : ", and its number is free: reserve " + number);
    breaks.add(new Break(element, what, reserved));
  }

  private void add(String element, String what) {
    breaks.add(new Break(element, what, true));
  }

  private static String changed(String what, Object was, Object is) {
    return String.format(Locale.ROOT, "the %s was %s, is %s", what, was, is);
  }

  private static Map<String, String> facts(FieldDescriptor field) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", field.getName());
    facts.put("JSON name", field.getJsonName());
    facts.put("number", Integer.toString(field.getNumber()));
    facts.put("type", type(field));
    facts.put(
        "label",
        field.isRepeated()
            ? "repeated"
            : field.isRequired() ? "required" : field.hasPresence() ? "optional" : "implicit");
    facts.put(
        "oneof",
        field.getRealContainingOneof() == null ? "none" : field.getRealContainingOneof().getName());
    facts.putAll(options(field.getOptions()));
    return facts;
  }

  private static String type(FieldDescriptor field) {
    if (field.getJavaType() == JavaType.MESSAGE) {
      return field.getMessageType().getFullName();
    }
    return field.getJavaType() == JavaType.ENUM
        ? field.getEnumType().getFullName()
        : field.getType().name().toLowerCase(Locale.ROOT);
  }

  /** Returns hpc's own options, each with its value as text. */
  private static Map<String, String> options(Message options) {
    Map<String, String> facts = new LinkedHashMap<>();
    options
        .getAllFields()
        .forEach(
            (option, value) -> {
              if (option.isExtension()) {
                add("option " + option.getName(), option, value, facts);
              }
            });
    return facts;
  }

  private static void add(
      String name, FieldDescriptor option, Object value, Map<String, String> facts) {
    if (value instanceof Message message) {
      message
          .getAllFields()
          .forEach((each, inner) -> add(name + "." + each.getName(), each, inner, facts));
    } else if (!PROSE.contains(option.getFullName())) {
      facts.put(name, value.toString());
    }
  }
}
