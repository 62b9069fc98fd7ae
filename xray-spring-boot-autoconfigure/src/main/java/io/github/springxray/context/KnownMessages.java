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

package io.github.springxray.context;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Messages of the JDK and of common libraries that hold no value: what cannot be reached,
 * and names of classes, methods and variables.
 */
public final class KnownMessages {

	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+\\.?"
			+ "(?:: (?:Name or service not known|Temporary failure in name resolution|nodename nor servname provided, "
			+ "or not known|No address associated with hostname|Name does not resolve))?");

	private static final Pattern NETWORK = Pattern.compile("(?i)(?:connection (?:refused|reset|timed out|closed)"
			+ "(?:: (?:no further information|getsockopt|connect))?|connection reset by peer|broken pipe|closed"
			+ "|(?:read|connect|accept|write|request) timed out|connect timeout|no route to host(?: \\(host unreachable\\))?"
			+ "|network is unreachable|socket (?:is )?closed|stream closed|premature eof|unexpected end of file from server"
			+ "|remote host terminated the handshake|http connect timed out|end of stream)");

	private static final Pattern CODE = Pattern.compile(
			"/ by zero|No value present|Index -?\\d++ out of bounds for length \\d++|(?:begin|from|to|start|end)?[Ii]ndex"
					+ "[ :]*-?\\d++(?:, (?:length|Size):? \\d++)?|Array index out of range: -?\\d++"
					+ "|Cannot (?:invoke|read|load|store|assign|throw|enter)[ A-Za-z]*+\"[\\w.$<>\\[\\](),/ ]*+\"(?: because .*+)?"
					+ "|class [\\w.$]++ cannot be cast to class [\\w.$]++ \\(.*+|Java heap space|GC overhead limit exceeded"
					+ "|[\\w.$]++\\.[\\w$]++");

	private KnownMessages() {
	}

	/**
	 * Return whether a message says only that a host could not be reached, or why.
	 * @param throwable the exception
	 * @param message its message
	 * @return whether nothing else can be in it
	 */
	public static boolean isOfNetwork(Throwable throwable, String message) {
		return (throwable instanceof IOException && NETWORK.matcher(message).matches())
				|| (throwable instanceof UnknownHostException && HOST.matcher(message).matches());
	}

	static boolean isSafe(Throwable throwable, String message) {
		if (isOfNetwork(throwable, message)) {
			return true;
		}
		// Whoever throws an exception of another package may put into its message what
		// they like
		return throwable.getClass().getName().startsWith("java.lang.")
				&& !(throwable instanceof IllegalArgumentException) && CODE.matcher(message).matches();
	}

}
