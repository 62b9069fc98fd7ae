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

package io.github.springxray.http;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Tells a client that went away, which is nobody's fault here, from a failure. No method
 * here throws.
 */
public final class DisconnectedClients {

	private DisconnectedClients() {
	}

	/**
	 * Return whether a failure, or what has led to it, is that of a connection which the
	 * client has left. Spring's helper follows causes to their end, and never returns if
	 * they form a cycle. What gives a cause is the application's code, and may throw.
	 * @param failure the failure
	 * @return {@code true} if the client is gone
	 */
	public static boolean isDisconnected(Throwable failure) {
		try {
			return !isCyclic(failure) && DisconnectedClientHelper.isClientDisconnectedException(failure);
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static boolean isCyclic(Throwable failure) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (!seen.add(cause)) {
				return true;
			}
		}
		return false;
	}

}
