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

package io.github.springxray.testsupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SegmentDocumentSchema}: what it accepts is worth something only if it
 * rejects the rest.
 */
class SegmentDocumentSchemaTests {

	private static final String IDENTITY = "'name':'users','id':'70de5b6f19ff9a0a','start_time':1.5";

	private static final String SEGMENT = IDENTITY + ",'trace_id':'1-581cf771-a006649127e371903a2de979'";

	private static final String ENDED = SEGMENT + ",'end_time':2";

	@Test
	void acceptsASegmentWithSubsegments() {
		assertThatCode(() -> assertValid(ENDED + ",'subsegments':[{" + IDENTITY + ",'in_progress':true}]"))
			.doesNotThrowAnyException();
	}

	@Test
	void acceptsAnIndependentSubsegment() {
		assertThatCode(() -> assertValid(ENDED + ",'type':'subsegment','parent_id':'70de5b6f19ff9a0b'"))
			.doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { SEGMENT, ENDED + ",'in_progress':true", IDENTITY + ",'end_time':2", ENDED + ",'unknown':1",
			ENDED + ",'error':false", ENDED + ",'type':'subsegment'", ENDED + ",'namespace':'aws'",
			ENDED + ",'annotations':{'a.b':1}", ENDED + ",'annotations':{'a':{}}", ENDED + ",'metadata':{'AWS.x':{}}",
			ENDED + ",'metadata':{'x':1}", ENDED + ",'http':{'response':{'status':'200'}}",
			ENDED + ",'http':{'request':{'url':'http://a/?b'}}",
			ENDED + ",'cause':{'exceptions':[{'message':'no id'}]}", ENDED + ",'cause':'short'",
			ENDED + ",'subsegments':[{" + SEGMENT + ",'end_time':2}]",
			ENDED + ",'subsegments':[{" + IDENTITY + ",'end_time':2,'user':'jane'}]", ENDED + ",'name':'twice'",
			"'name':'a$b','id':'70de5b6f19ff9a0a','start_time':1,'end_time':2,'trace_id':'1-581cf771-a006649127e371903a2de979'",
			"'name':'a','id':'70de5b6f','start_time':1,'end_time':2,'trace_id':'1-581cf771-a006649127e371903a2de979'" })
	void rejectsWhatTheServiceWouldReject(String fields) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertValid(fields));
	}

	private static void assertValid(String fields) {
		SegmentDocumentSchema.assertValid(("{" + fields + "}").replace('\'', '"'));
	}

}
