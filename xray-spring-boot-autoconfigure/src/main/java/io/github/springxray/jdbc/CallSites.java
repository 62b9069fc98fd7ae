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

import com.amazonaws.xray.entities.Entity;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.springxray.context.CallingPlace;

/**
 * Records where in the application a statement is run, if that is asked for and somebody
 * is developing it here.
 */
final class CallSites {

	static final String NAMESPACE = "code";

	static final String KEY = "call_site";

	private static final Log logger = LogFactory.getLog(CallSites.class);

	private final boolean recorded;

	private CallSites(boolean recorded) {
		this.recorded = recorded;
	}

	/**
	 * Decide for an application.
	 * @param wanted whether it is asked for
	 * @param development whether somebody is developing the application where it runs
	 */
	static CallSites of(boolean wanted, boolean development) {
		if (wanted && !development) {
			logger.warn("xray.patch.jdbc.record-call-site is for development, with devtools or with classes in a "
					+ "directory. Nothing looks at the stack here; leave the property out where the application "
					+ "is deployed or tested.");
		}
		return new CallSites(wanted && development);
	}

	void record(Entity entity) {
		if (!this.recorded) {
			return;
		}
		String place = CallingPlace.find();
		if (!place.isEmpty()) {
			entity.putMetadata(NAMESPACE, KEY, place);
		}
	}

}
