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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a method of Spring Data's connections sends: methods are called like the commands,
 * with a few exceptions.
 */
final class JedisCommandNames {

	private static final List<String> SUFFIXES = List.of("WithScores", "WithValues");

	private static final Map<String, String> OTHERS = Map.ofEntries(Map.entry("encodingOf", "OBJECT"),
			Map.entry("idletime", "OBJECT"), Map.entry("refcount", "OBJECT"), Map.entry("getConfig", "CONFIG"),
			Map.entry("setConfig", "CONFIG"), Map.entry("resetConfigStats", "CONFIG"),
			Map.entry("rewriteConfig", "CONFIG"), Map.entry("scriptFlush", "SCRIPT"), Map.entry("scriptKill", "SCRIPT"),
			Map.entry("scriptLoad", "SCRIPT"), Map.entry("scriptExists", "SCRIPT"),
			Map.entry("getClientList", "CLIENT"), Map.entry("getClientName", "CLIENT"),
			Map.entry("setClientName", "CLIENT"), Map.entry("killClient", "CLIENT"), Map.entry("bgSave", "BGSAVE"),
			Map.entry("bgReWriteAof", "BGREWRITEAOF"), Map.entry("pSubscribe", "PSUBSCRIBE"));

	/**
	 * Sent to open connections and to keep them, by their names as commands.
	 */
	private static final Set<String> HOUSEKEEPING = Set.of("AUTH", "HELLO", "CLIENT", "PING", "QUIT", "SELECT");

	private static final int MAX_NAME = 40;

	private JedisCommandNames() {
	}

	/**
	 * Return the name of a command.
	 * @return the name, {@code null} if the command is not recorded
	 */
	static @Nullable String of(String method, @Nullable Object @Nullable [] arguments) {
		String name = nameOf(method, arguments);
		return HOUSEKEEPING.contains(name) ? null : name;
	}

	private static String nameOf(String method, @Nullable Object @Nullable [] arguments) {
		if (method.equals("execute") && arguments != null && arguments.length > 0
				&& arguments[0] instanceof String command && command.length() <= MAX_NAME) {
			return command.toUpperCase(Locale.ROOT);
		}
		String other = OTHERS.get(method);
		if (other != null) {
			return other;
		}
		for (String suffix : SUFFIXES) {
			if (method.endsWith(suffix)) {
				return method.substring(0, method.length() - suffix.length()).toUpperCase(Locale.ROOT);
			}
		}
		return method.toUpperCase(Locale.ROOT);
	}

}
