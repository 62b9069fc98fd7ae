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

package io.github.springxray.redis;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

import com.amazonaws.xray.entities.Entity;
import io.lettuce.core.protocol.RedisCommand;

/**
 * What is told of a command.
 */
final class CommandText {

	static final String NAMESPACE = "redis";

	/**
	 * How long the arguments of a command may be, in characters.
	 */
	static final int MAX_ARGUMENTS = 500;

	/**
	 * What clients send to open connections and to keep them.
	 */
	private static final Set<String> HOUSEKEEPING = Set.of("HELLO", "AUTH", "CLIENT", "PING", "QUIT", "SELECT",
			"READONLY", "READWRITE", "ASKING");

	/**
	 * Commands whose arguments may be passwords.
	 */
	private static final Set<String> SECRET = Set.of("AUTH", "HELLO", "ACL", "CONFIG", "MIGRATE", "CLIENT", "SENTINEL");

	private CommandText() {
	}

	/**
	 * Return the name of a command: its first word, in upper case.
	 */
	static String nameOf(RedisCommand<?, ?, ?> command) {
		return new String(command.getType().getBytes(), StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
	}

	static boolean isHousekeeping(String name) {
		return HOUSEKEEPING.contains(name);
	}

	static String textOf(SocketAddress address) {
		return (address instanceof InetSocketAddress known) ? known.getHostString() + ":" + known.getPort()
				: address.toString();
	}

	static void recordArguments(Entity entity, String name, RedisCommand<?, ?, ?> command) {
		if (command.getArgs() != null && command.getArgs().count() > 0 && !SECRET.contains(name)) {
			String text = command.getArgs().toCommandString();
			entity.putMetadata(NAMESPACE, "arguments",
					(text.length() > MAX_ARGUMENTS) ? text.substring(0, MAX_ARGUMENTS) + "…" : text);
		}
	}

}
