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

package io.github.springxray.mongo;

import java.util.Locale;
import java.util.Set;

import com.amazonaws.xray.entities.Entity;
import com.mongodb.event.CommandStartedEvent;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a command when it is sent.
 */
final class CommandFacts {

	static final String NAMESPACE = "mongodb";

	/**
	 * How long the text of a command may be, in characters.
	 */
	static final int MAX_TEXT = 2_000;

	/**
	 * What drivers send by themselves, in lower case.
	 */
	private static final Set<String> HOUSEKEEPING = Set.of("hello", "ismaster", "ping", "saslstart", "saslcontinue",
			"authenticate", "getnonce", "logout", "endsessions", "refreshsessions", "killcursors", "buildinfo",
			"getlasterror");

	/**
	 * The commands whose first value is the name of a collection, in lower case. That of
	 * others may be the name of a user.
	 */
	private static final Set<String> OF_COLLECTION = Set.of("find", "insert", "update", "delete", "findandmodify",
			"aggregate", "count", "distinct", "mapreduce", "create", "drop", "createindexes", "dropindexes",
			"listindexes", "collmod", "collstats", "validate", "createsearchindexes", "dropsearchindex",
			"updatesearchindex");

	private CommandFacts() {
	}

	static boolean isHousekeeping(String command) {
		return HOUSEKEEPING.contains(command.toLowerCase(Locale.ROOT));
	}

	static void record(Entity entity, CommandStartedEvent event, @Nullable String server, CommandRecording recording) {
		String name = event.getCommandName();
		entity.setNamespace("remote");
		entity.putAnnotation("command", name);
		entity.putMetadata(NAMESPACE, "database", event.getDatabaseName());
		if (server != null) {
			entity.putMetadata(NAMESPACE, "server",
					server + ":" + event.getConnectionDescription().getServerAddress().getPort());
		}
		BsonDocument command = event.getCommand();
		String collection = collectionOf(name, command);
		if (collection != null) {
			entity.putAnnotation("collection", collection);
		}
		String text = textOf(name, command, recording);
		if (text != null) {
			entity.putMetadata(NAMESPACE, "command", text);
		}
	}

	private static @Nullable String collectionOf(String name, BsonDocument command) {
		String known = name.toLowerCase(Locale.ROOT);
		BsonValue value = OF_COLLECTION.contains(known) ? command.get(name)
				: known.equals("getmore") ? command.get("collection") : null;
		return (value != null && value.isString()) ? value.asString().getValue() : null;
	}

	/**
	 * A command that the driver shows without its content, as it has a secret in it, has
	 * no text.
	 */
	private static @Nullable String textOf(String name, BsonDocument command, CommandRecording recording) {
		if (recording == CommandRecording.OFF || command.isEmpty()) {
			return null;
		}
		if (recording == CommandRecording.RAW) {
			return command
				.toJson(JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).maxLength(MAX_TEXT).build());
		}
		return OF_COLLECTION.contains(name.toLowerCase(Locale.ROOT)) ? CommandShape.of(name, command) : null;
	}

}
