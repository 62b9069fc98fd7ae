/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.jdbc;

import java.util.Set;

/**
 * The words of statements that are known to be harmless. What is in no list is taken for
 * a value wherever a statement may have values without quotes.
 */
final class StatementWords {

	/**
	 * Statements whose words are keywords and names, as values in them need quotes.
	 */
	static final Set<String> OPEN = Set.of("abort", "analyse", "analyze", "checkpoint", "cluster", "comment", "commit",
			"declare", "delete", "desc", "describe", "discard", "drop", "elseif", "elsif", "fetch", "flush", "from",
			"if", "insert", "limit", "lock", "merge", "move", "null", "optimize", "purge", "refresh", "reindex",
			"release", "rename", "reorg", "repair", "replace", "return", "returning", "rollback", "savepoint", "select",
			"show", "summarize", "table", "truncate", "unlock", "update", "upsert", "vacuum", "values", "where",
			"while", "with");

	/**
	 * Statements of which the name that follows is recorded, and nothing else.
	 */
	static final Set<String> NAMED = Set.of("close", "deallocate", "listen", "notify", "open", "reset", "unlisten",
			"use");

	static final Set<String> CALLS = Set.of("exec", "execute", "prepare");

	/**
	 * What opens and closes blocks, in front of statements.
	 */
	static final Set<String> BLOCKS = Set.of("begin", "else", "end", "loop", "then");

	static final Set<String> BLOCK_WORDS = Set.of("atomic", "case", "catch", "committed", "concurrent", "deferrable",
			"deferred", "exclusive", "for", "if", "immediate", "isolation", "level", "loop", "not", "only", "read",
			"repeat", "repeatable", "serializable", "snapshot", "tran", "transaction", "try", "uncommitted", "while",
			"with", "consistent", "work", "write");

	static final Set<String> EXPLAIN_WORDS = Set.of("analyse", "analyze", "buffers", "costs", "extended", "false",
			"for", "format", "json", "off", "on", "partitions", "plan", "query", "text", "traditional", "tree", "true",
			"verbose");

	/**
	 * Things that are defined by keywords, names and types alone.
	 */
	static final Set<String> DEFINED = Set.of("aggregate", "cast", "collation", "default", "domain", "event",
			"extension", "function", "index", "operator", "package", "policy", "proc", "procedure", "publication",
			"routine", "rule", "schema", "sequence", "statistics", "synonym", "table", "trigger", "type", "view");

	/**
	 * Things that are made of statements.
	 */
	static final Set<String> ROUTINES = Set.of("event", "function", "package", "proc", "procedure", "routine",
			"trigger");

	/**
	 * Words between {@code create} and what is created.
	 */
	static final Set<String> MODIFIERS = Set.of("algorithm", "bitmap", "body", "cached", "clustered", "column",
			"columnstore", "constraint", "definer", "editionable", "exists", "external", "force", "foreign", "fulltext",
			"global", "hash", "if", "linked", "local", "materialized", "memory", "merge", "multiset", "no",
			"nonclustered", "noneditionable", "not", "only", "or", "private", "public", "recursive", "replace", "row",
			"security", "spatial", "sql", "temp", "temporary", "temptable", "transient", "trusted", "undefined",
			"unique", "unlogged", "virtual", "volatile");

	/**
	 * Tables of other places, behind whose columns may be how to get there.
	 */
	static final Set<String> ELSEWHERE = Set.of("external", "foreign", "linked", "virtual");

	/**
	 * Other things that are administered. Of these, the name alone is recorded.
	 */
	static final Set<String> ADMINISTERED = Set.of("account", "alias", "api", "application", "asymmetric", "catalog",
			"certificate", "collection", "connection", "constant", "context", "credential", "data", "database",
			"dictionary", "directory", "encryption", "endpoint", "for", "group", "instance", "integration", "key",
			"library", "link", "login", "mapping", "master", "model", "named", "notification", "persistent",
			"pluggable", "pool", "profile", "resource", "role", "scoped", "secret", "server", "service", "session",
			"share", "shared", "source", "stage", "storage", "subscription", "symmetric", "system", "tablespace",
			"user", "variable", "warehouse", "wrapper");

	/**
	 * What lists of options stand behind in definitions.
	 */
	static final Set<String> BEFORE_OPTIONS = Set.of("attributes", "options", "parameters", "properties", "set",
			"settings", "tblproperties", "with");

	/**
	 * What lists of columns stand behind in definitions.
	 */
	static final Set<String> KEYS = Set.of("key", "references", "unique");

	static final Set<String> BEFORE_OPTION = Set.of("add", "drop", "set");

	static final Set<String> SETTING_MODIFIERS = Set.of("catalog", "character", "current", "global", "local", "persist",
			"persist_only", "role", "schema", "session", "time");

	/**
	 * What is set by keywords alone.
	 */
	static final Set<String> OPEN_SETTINGS = Set.of("characteristics", "constraints", "identity_insert", "transaction");

	static final Set<String> KEPT_SETTINGS = Set.of("default", "false", "latin1", "local", "no", "null", "off", "on",
			"public", "to", "true", "utf8", "utf8mb4", "yes");

	static final Set<String> KEPT_ARGUMENTS = Set.of("as", "bigint", "boolean", "date", "default", "false", "from",
			"int", "integer", "into", "json", "jsonb", "null", "numeric", "out", "output", "recompile", "text",
			"timestamp", "true", "using", "uuid", "varchar", "with");

	static final Set<String> BEFORE_PROCEDURE = Set.of("block", "function", "procedure");

	/**
	 * What SQLite is asked for and told by names that are no secrets.
	 */
	static final Set<String> PRAGMAS = Set.of("auto_vacuum", "encoding", "foreign_key_check", "foreign_key_list",
			"index_info", "index_list", "index_xinfo", "integrity_check", "journal_mode", "locking_mode", "quick_check",
			"synchronous", "table_info", "table_list", "table_xinfo", "temp_store", "wal_checkpoint");

	static final Set<String> GRANT_WORDS = Set.of("admin", "by", "cascade", "current_user", "from", "grant", "granted",
			"group", "hierarchy", "option", "public", "restrict", "role", "session_user", "to", "user", "with");

	static final Set<String> BEFORE_GRANTEE = Set.of("by", "from", "group", "role", "to", "user");

	/**
	 * Words that SQL Server reserves, so they end the arguments of a procedure.
	 */
	static final Set<String> STATEMENTS = Set.of("alter", "begin", "commit", "create", "declare", "delete", "drop",
			"else", "end", "exec", "execute", "if", "insert", "merge", "print", "raiserror", "return", "rollback",
			"select", "set", "truncate", "update", "use", "waitfor", "while");

	/**
	 * Words that no query has but as the first of a statement in SQL Server.
	 */
	static final Set<String> ADMINISTERING = Set.of("alter", "backup", "create", "deny", "grant", "open", "restore",
			"revoke");

	/**
	 * Statements that have no {@code set} of their own.
	 */
	static final Set<String> WITHOUT_SET = Set.of("commit", "declare", "delete", "drop", "if", "rollback", "select",
			"truncate", "values", "while");

	/**
	 * Statements in which others begin at these words.
	 */
	static final Set<String> CONDITIONS = Set.of("declare", "elseif", "elsif", "if", "while");

	static final Set<String> BEFORE_STATEMENTS = Set.of("begin", "else", "loop", "then");

	static final Set<String> IN_ROUTINES = Set.of("begin", "call", "else", "loop", "set", "then");

	static final Set<String> BEFORE_BODY = Set.of("as", "do", "is");

	/**
	 * Options of tables whose values are words.
	 */
	static final Set<String> KEPT_OPTIONS = Set.of("charset", "collate", "engine", "row_format", "set", "type");

	static final Set<String> BEFORE_ROWS = Set.of("default", "on", "returning", "select", "set", "values", "with");

	private StatementWords() {
	}

	static boolean isSystemProcedure(String name) {
		return name.startsWith("sp_") || name.startsWith("xp_");
	}

	/**
	 * Return whether a password follows that may have no quotes.
	 * @param before the word before this one
	 */
	static boolean isBeforePassword(String word, String before) {
		return before.equals("identified") && (word.equals("by") || word.equals("with") || word.equals("via"));
	}

	/**
	 * Return whether another statement begins without a semicolon in front of it.
	 * @param first the first word of this one
	 */
	static boolean followsOpen(String first, String word, SqlDialect dialect) {
		return (word.equals("set") && WITHOUT_SET.contains(first))
				|| (BEFORE_STATEMENTS.contains(word) && CONDITIONS.contains(first))
				|| (dialect == SqlDialect.SQL_SERVER && ADMINISTERING.contains(word));
	}

}
