# Completes the command lines of hpc in bash, and in zsh after: autoload -U +X bashcompinit && bashcompinit

# Sets what a command has: the commands within it, its options, the kinds of values of those that take
# one (|--option:kind|...|), and the kinds of its arguments in order; @more repeats the last of them.
# A kind is a list of words, among them @none, @path, @folder, @type (of events),
# @table (one of the folder that the line names, else one that hpc knows) and @part (one of the folder).
_hpc_command() {
  within='' flags='' kinds='' operands=''
  case $1 in
{{COMMANDS}}
  esac
}

# Prints a word as the shell will give it to a command: without quotes, and with the home folder.
_hpc_plain() {
  local word=${1//[\\\"\']/}
  case $word in '~/'*) word=$HOME${word#'~'} ;; esac
  printf '%s' "$word"
}

_hpc() {
  [ -z "${ZSH_VERSION:-}" ] || emulate -L ksh
  local IFS=$' \t\n' within flags kinds operands
  local word glued='' current='' command='' option='' kind='' folder='' last='' place=0 number=0 count i

  # bash takes = and : for the ends of words; words that they join are put together again.
  local typed=()
  count=0
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      [:=]*) [ "$count" -eq 0 ] || typed[$((count - 1))]+=$word; glued=1 ;;
      *)
        if [ -n "$glued" ] && [ "$count" -gt 0 ]; then
          typed[$((count - 1))]+=$word
        else
          typed[count]=$word count=$((count + 1))
        fi
        glued=''
        ;;
    esac
  done

  # What stands before the word that is to be completed.
  _hpc_command ''
  for ((i = 1; i < count - 1; i++)); do
    word=${typed[i]}
    if [ -n "$option" ]; then
      case $option in --in | --since) folder=$word ;; esac
      option=''
      continue
    fi
    case $word in
      -*=*) ;;
      -*) case $kinds in *"|${word}:"*) option=$word ;; esac ;;
      *)
        case " $within " in
          *" $word "*)
            command+=" $word" place=0
            if [ "${command#' help '}" != "$command" ]; then
              _hpc_command "${command#' help'}"
              flags=''
            else
              _hpc_command "$command"
              [ "$command" != ' help' ] || { _hpc_command '' && flags=''; }
            fi
            ;;
          *)
            [ "$place" -ne 0 ] || folder=$word
            place=$((place + 1))
            ;;
        esac
        ;;
    esac
  done

  [ "$count" -le 1 ] || current=${typed[$((count - 1))]}
  local before=''
  case $current in
    -*=*) [ -n "$option" ] || { option=${current%%=*} before=${current%%=*}= current=${current#*=}; } ;;
  esac
  if [ -n "$option" ]; then
    kind=${kinds#*"|${option}:"} kind=${kind%%|*}
  elif [ "${current#-}" != "$current" ]; then
    kind=$flags
  else
    kind=$within
    for word in $operands; do
      if [ "$word" != @more ]; then
        last=${word//,/ }
        [ "$place" -ne "$number" ] || kind+=" $last"
        number=$((number + 1))
      elif [ "$place" -ge "$number" ]; then
        kind=$last
      fi
    done
  fi

  local found=() each
  case " $kind " in
    *' @path '* | *' @folder '*)
      compopt -o filenames 2>/dev/null
      current=$(_hpc_plain "$current")
      for each in "$current"*; do
        if [ -d "$each" ] || { [ -e "$each" ] && [ "${kind#*@path}" != "$kind" ]; }; then
          found+=("$each")
        fi
      done
      ;;
  esac
  case " $kind " in
    *' @table '* | *' @part '*)
      # Names of tables may stand between commas.
      case $current in *,*) before+=${current%,*}, current=${current##*,} ;; esac
      typed=()
      folder=$(_hpc_plain "$folder")
      for each in "${folder%/}"/*/part-*.gz; do
        each=${each%/*}
        # The parts of a table follow each other.
        if [ -d "$each" ] && [ "${each##*/}" != "$last" ]; then
          last=${each##*/}
          typed+=("$last")
        fi
      done
      if [ "${#typed[@]}" -eq 0 ] && [ "${kind#*@table}" != "$kind" ]; then
        typed=({{TABLES}})
      fi
      for each in ${typed[@]+"${typed[@]}"}; do
        case $each in "$current"*) found+=("$each") ;; esac
      done
      ;;
  esac
  for each in $kind; do
    case $each in
      @type) for word in {{TYPES}}; do
        case $word in "$current"*) found+=("$word") ;; esac
      done ;;
      @*) ;;
      "$current"*) found+=("$each") ;;
    esac
  done

  # bash replaces what follows the last = or :, zsh the whole word.
  [ -n "${ZSH_VERSION:-}" ] || before=${before##*=}
  COMPREPLY=()
  local whole=$before$current stem=''
  case $whole in *:*) [ -n "${ZSH_VERSION:-}" ] || stem=${whole%:*}: ;; esac
  for each in ${found[@]+"${found[@]}"}; do
    each=$before$each
    COMPREPLY+=("${each#"$stem"}")
  done
}

complete -F _hpc hpc ./hpc
