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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What is left of an error of Redis without values: the texts that the server has for
 * everybody, up to where they quote, or else the code. Scripts make errors of what they
 * like.
 */
final class RedisErrors {

	private static final List<String> KNOWN = List.of(
			"WRONGTYPE Operation against a key holding the wrong kind of value", "ERR unknown command",
			"ERR unknown subcommand", "ERR wrong number of arguments", "ERR syntax error",
			"ERR value is not an integer or out of range", "ERR value is not a valid float",
			"ERR hash value is not an integer", "ERR hash value is not a float", "ERR no such key",
			"ERR index out of range", "ERR increment or decrement would overflow", "ERR invalid expire time",
			"ERR DB index is out of range", "ERR MULTI calls can not be nested", "ERR EXEC without MULTI",
			"ERR DISCARD without MULTI", "ERR max number of clients reached", "ERR invalid password",
			"ERR Error running script", "ERR Error compiling script", "NOSCRIPT No matching script",
			"NOAUTH Authentication required", "NOPERM", "WRONGPASS", "OOM command not allowed when used memory",
			"READONLY You can't write against a read only",
			"EXECABORT Transaction discarded because of previous errors",
			"BUSYGROUP Consumer Group name already exists", "NOGROUP No such key",
			"LOADING Redis is loading the dataset in memory", "MASTERDOWN Link with MASTER is down",
			"CLUSTERDOWN The cluster is down", "CROSSSLOT Keys in request don't hash to the same slot", "MOVED", "ASK",
			"TRYAGAIN", "MISCONF", "BUSY Redis is busy running a script", "BUSYKEY Target key name already exists",
			"NOREPLICAS Not enough good replicas to write", "UNKILLABLE", "UNBLOCKED");

	private static final Pattern CODE = Pattern.compile("(?:ERR|WRONG[A-Z]{2,12}|NO[A-Z]{2,12})\\b");

	private RedisErrors() {
	}

	static String withoutValues(@Nullable String error) {
		if (error == null) {
			return "error";
		}
		for (String known : KNOWN) {
			if (error.startsWith(known)) {
				return known;
			}
		}
		Matcher code = CODE.matcher(error);
		return code.lookingAt() ? code.group() : "error";
	}

}
